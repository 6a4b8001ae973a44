package dev.longshore.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The HTTP client that the SDK uses too, without the SDK's coat, under which bodies leave in writes of 4 and 8 KiB: to send 1 GiB
 * over the loopback address so takes 0.85 processor seconds instead of 0.4. Knows no proxies.
 */
final class WideClient implements SdkHttpClient {

    private final CloseableHttpClient client;

    /** How long things may take, and how many connections there may be. */
    record Limits(int connections, Duration connect, Duration silence, Duration idle) {}

    WideClient(Limits limits) {
        client = HttpClients.custom()
                .setConnectionManager(connections(limits))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.silence()))
                        .setResponseTimeout(Timeout.of(limits.silence()))
                        .build())
                .evictIdleConnections(TimeValue.of(limits.idle()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(Limits limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(limits.connections())
                .setMaxConnPerRoute(limits.connections())
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(Timeout.of(limits.silence()))
                        .build())
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest asked = request.httpRequest();
        HttpUriRequestBase call = new HttpUriRequestBase(asked.method().name(), uriOf(asked));
        asked.forEachHeader((name, values) -> values.forEach(value -> call.addHeader(name, value)));
        WideBody.of(request).ifPresent(body -> {
            call.removeHeaders("Content-Length"); // which the client takes from the body
            call.setEntity(body);
        });
        call.removeHeaders("Host"); // as above, from the address
        return new WideCall(client, call);
    }

    /** The client takes what follows two slashes for a host; and a store takes {@code %2F} for a slash. */
    private static URI uriOf(SdkHttpRequest request) {
        String path = request.encodedPath();
        return path.contains("//")
                ? request.toBuilder()
                        .encodedPath(path.replace("//", "/%2F"))
                        .build()
                        .getUri()
                : request.getUri();
    }

    @Override
    public String clientName() {
        return "wide";
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
