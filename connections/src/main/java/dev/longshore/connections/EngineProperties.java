package dev.longshore.connections;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the engine is. What is blank counts as not set.
 *
 * @param address host and port, also by {@code TEMPORAL_ADDRESS}
 * @param namespace also by {@code TEMPORAL_NAMESPACE}
 * @param apiKey for Temporal Cloud, also by {@code TEMPORAL_API_KEY}; switches TLS on
 * @param ui where people look at runs; null if nowhere
 * @param tls also by {@code TEMPORAL_TLS_*}
 */
@ConfigurationProperties("longshore.engine")
public record EngineProperties(
        @Nullable String address,
        @DefaultValue("default") String namespace,
        @Nullable Secret apiKey,
        @Nullable String ui,
        @DefaultValue Tls tls) {

    public EngineProperties {
        if (address != null && !isAddress(address)) {
            throw new WrongSettingException(
                    "longshore.engine.address", address, "host:port, for example 127.0.0.1:7233");
        }
        apiKey = apiKey == null || apiKey.value().isBlank() ? null : apiKey;
    }

    private static @Nullable String unlessBlank(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static boolean isAddress(String text) {
        if (!text.matches("(dns:///)?([^\\s:/]+|\\[[0-9a-fA-F:]+\\]):[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
        return port > 0 && port <= 65_535;
    }

    /**
     * How the engine is reached when it wants TLS.
     *
     * @param enabled also by {@code TEMPORAL_TLS}; on by itself where a certificate or key is named
     * @param clientCertPath also by {@code TEMPORAL_TLS_CLIENT_CERT_PATH}
     * @param clientKeyPath also by {@code TEMPORAL_TLS_CLIENT_KEY_PATH}
     * @param serverCaCertPath also by {@code TEMPORAL_TLS_SERVER_CA_CERT_PATH}
     * @param serverName also by {@code TEMPORAL_TLS_SERVER_NAME}
     */
    public record Tls(
            @DefaultValue("false") boolean enabled,
            @Nullable String clientCertPath,
            @Nullable String clientKeyPath,
            @Nullable String serverCaCertPath,
            @Nullable String serverName) {

        public Tls {
            clientCertPath = unlessBlank(clientCertPath);
            clientKeyPath = unlessBlank(clientKeyPath);
            serverCaCertPath = unlessBlank(serverCaCertPath);
            serverName = unlessBlank(serverName);
        }

        boolean isWanted() {
            return enabled || clientCertPath != null || clientKeyPath != null || serverCaCertPath != null;
        }
    }
}
