package dev.longshore.storage;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** One request of a {@link WideClient}; its connection is free again when the body of the answer is closed or aborted. */
final class WideCall implements ExecutableHttpRequest {

    private final CloseableHttpClient client;
    private final HttpUriRequestBase request;

    WideCall(CloseableHttpClient client, HttpUriRequestBase request) {
        this.client = client;
        this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        ClassicHttpResponse answer = client.executeOpen(null, request, null);
        SdkHttpFullResponse.Builder head =
                SdkHttpFullResponse.builder().statusCode(answer.getCode()).statusText(answer.getReasonPhrase());
        for (Header header : answer.getHeaders()) {
            head.appendHeader(header.getName(), header.getValue());
        }
        HttpExecuteResponse.Builder whole = HttpExecuteResponse.builder().response(head.build());
        HttpEntity body = answer.getEntity();
        return body == null
                ? whole.build()
                : whole.responseBody(AbortableInputStream.create(body.getContent(), this))
                        .build();
    }

    @Override
    public void abort() {
        request.cancel();
    }
}
