package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import software.amazon.awssdk.http.HttpExecuteRequest;

/**
 * The body of a request, of known length. It is opened before the request is sent, for who opens it may find that nothing is to
 * be sent.
 */
final class WideBody extends AbstractHttpEntity {

    /** As much as a socket of Java takes at once. */
    private static final int MOST_AT_ONCE = 128 * 1024;

    private final InputStream content;
    private final long length;

    private WideBody(InputStream content, long length) {
        super((String) null, null);
        this.content = content;
        this.length = length;
    }

    static Optional<WideBody> of(HttpExecuteRequest request) {
        return request.contentStreamProvider().map(content -> new WideBody(content.newStream(), lengthOf(request)));
    }

    private static long lengthOf(HttpExecuteRequest request) {
        return request.httpRequest()
                .firstMatchingHeader("Content-Length")
                .map(Long::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("a body without Content-Length"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException also where the content is shorter or longer than was said
     */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(MOST_AT_ONCE, length + 1)];
        long sent = 0;
        try (content) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                sent += count;
                out.write(buffer, 0, count);
            }
        }
        if (sent != length) {
            throw new IOException("A body of " + length + " bytes gave " + sent);
        }
    }

    @Override
    public InputStream getContent() {
        return content;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
