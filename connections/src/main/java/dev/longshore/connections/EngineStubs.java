package dev.longshore.connections;

import com.uber.m3.tally.Scope;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** How the engine is called: address, key, TLS. */
final class EngineStubs {

    private EngineStubs() {}

    static WorkflowServiceStubsOptions optionsFor(EngineProperties properties, Scope scope) {
        var options = WorkflowServiceStubsOptions.newBuilder().setMetricsScope(scope);
        if (properties.address() != null) {
            options.setTarget(properties.address());
        }
        Secret apiKey = properties.apiKey();
        if (apiKey != null) {
            options.addApiKey(apiKey::value);
        }
        if (properties.tls().isWanted()) {
            options.setSslContext(sslContext(properties.tls()));
        } else if (apiKey != null) {
            options.setEnableHttps(true);
        }
        String serverName = properties.tls().serverName();
        if (serverName != null) {
            options.setChannelInitializer(channel -> channel.overrideAuthority(serverName));
        }
        return options.build();
    }

    private static SslContext sslContext(EngineProperties.Tls tls) {
        if ((tls.clientCertPath() == null) != (tls.clientKeyPath() == null)) {
            throw new WrongSettingException("longshore.engine.tls.client-cert-path and"
                    + " longshore.engine.tls.client-key-path are set together or not at all");
        }
        try (InputStream certificate = open(tls.clientCertPath());
                InputStream key = open(tls.clientKeyPath())) {
            var builder = certificate == null || key == null
                    ? SimpleSslContextBuilder.noKeyOrCertChain()
                    : SimpleSslContextBuilder.forPKCS8(certificate, key);
            if (tls.serverCaCertPath() != null) {
                builder.setTrustManager(trusting(Path.of(tls.serverCaCertPath())));
            }
            return builder.build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new WrongSettingException(
                    "longshore.engine.tls names a certificate or key that cannot be used: " + e.getMessage());
        }
    }

    private static @Nullable InputStream open(@Nullable String path) throws IOException {
        return path == null ? null : Files.newInputStream(Path.of(path));
    }

    private static TrustManager trusting(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + number++, one);
            }
        }
        if (trusted.size() == 0) {
            throw new GeneralSecurityException("no certificate in " + authorities);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager) {
                return manager;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
