package dev.longshore.storage;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes of an object on their way. They are cut off if they come drop by drop, and nobody waits for them by closing this. */
final class WatchedBody implements Closeable {

    private static final long UNKNOWN = -1;
    /** For each time that a body has for few bytes. */
    private static final int LOOKS = 4;

    private final ResponseInputStream<GetObjectResponse> body;
    private final BodyPace pace;
    private final ScheduledFuture<?> watch;
    private final long length;
    private long position;

    WatchedBody(ResponseInputStream<GetObjectResponse> body, S3Clients clients) {
        this.body = body;
        Duration most = clients.ofFewBytes();
        pace = new BodyPace(most, System::nanoTime);
        length = lengthOf(body.response().sdkHttpResponse());
        watch = clients.direct().look(this::look, most.dividedBy(LOOKS));
    }

    /**
     * As a stream does.
     *
     * @throws IOException also if the body came too slowly, or ended early
     */
    int read(byte[] bytes, int offset, int count) throws IOException {
        int came = pace.count(() -> body.read(bytes, offset, count));
        position += Math.max(came, 0);
        return came;
    }

    /** Keeps the connection if nothing is left on it, as far as one can know without waiting; else that ends too. */
    @Override
    public void close() {
        watch.cancel(false);
        if (position != length) {
            body.abort(); // else the rest would be read, be it endless
            return;
        }
        try {
            body.close();
        } catch (IOException harmless) {
            body.abort(); // all bytes are here already
        }
    }

    private void look() {
        if (pace.isToBeCut()) {
            body.abort();
        }
    }

    private static long lengthOf(SdkHttpResponse head) {
        boolean isSaidAtTheEnd = head.firstMatchingHeader("Transfer-Encoding").isPresent();
        String length = head.firstMatchingHeader("Content-Length").orElse("");
        return isSaidAtTheEnd || !length.matches("\\d{1,18}") ? UNKNOWN : Long.parseLong(length);
    }
}
