package dev.longshore.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A range of one content of an object, asked for at the first read. */
final class S3SourceBlocks implements Blocks {

    private static final int MOST_BREAKS = 5;

    /** Who gets that far begins to count anew. */
    private static final long PROGRESS = 1024 * 1024;

    private final S3Clients clients;
    private final ObjectPin pin;
    private final long end;
    private long position;
    private @Nullable WatchedBody body;
    private long lastBreak;
    private int breaks;

    S3SourceBlocks(S3Clients clients, ObjectPin pin, long offset, long length) {
        this.clients = clients;
        this.pin = pin;
        this.position = offset;
        this.lastBreak = offset;
        this.end = offset + length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            int count = readOrBreak(bytes, offset, (int) Math.min(length, end - position));
            if (count > 0) {
                position += count;
                return count;
            }
        }
        close();
        return -1;
    }

    @Override
    public void close() {
        WatchedBody open = body;
        body = null;
        if (open != null) {
            open.close();
        }
    }

    /** Nothing read: the body broke off, or came too slowly, and may be asked for again. */
    private int readOrBreak(byte[] bytes, int offset, int length) {
        try {
            WatchedBody open = body == null ? new WatchedBody(ask(), clients) : body;
            body = open;
            int count = open.read(bytes, offset, length);
            if (count < 0) {
                throw new EOFException("the body ended " + (end - position) + " bytes early");
            }
            return count;
        } catch (SocketTimeoutException silence) {
            return noteBreak(silence);
        } catch (InterruptedIOException interrupted) {
            throw AbortedException.create("Interrupted while reading " + pin.address(), interrupted);
        } catch (IOException broken) {
            return noteBreak(broken);
        }
    }

    private int noteBreak(IOException broken) {
        close();
        breaks = position - lastBreak >= PROGRESS ? 1 : breaks + 1;
        lastBreak = position;
        if (breaks > MOST_BREAKS) {
            throw unreadable(broken);
        }
        return 0;
    }

    private SourceUnreadableException unreadable(IOException cause) {
        return new SourceUnreadableException(
                pin.address() + " broke off at byte " + position + ": " + cause.getMessage(), cause);
    }

    private ResponseInputStream<GetObjectResponse> ask() {
        DirectRequest request = DirectRequest.get(pin, position, end, clients.attempt(end - position));
        ResponseInputStream<GetObjectResponse> answer =
                clients.direct().ask(request, S3SourceBlocks::opened, this::askBySdk);
        if (answer.response().eTag() == null) {
            answer.abort();
            throw OddAnswers.lacking(pin.address(), "ETag");
        }
        if (!isWhatWasAsked(answer.response())) {
            answer.abort();
            throw new SourceChangedException(pin.address() + " is no longer the " + pin.size() + " bytes of ETag "
                    + pin.etag() + "; now it has ETag " + answer.response().eTag());
        }
        return answer;
    }

    private static ResponseInputStream<GetObjectResponse> opened(HttpExecuteResponse answer) throws IOException {
        SdkHttpResponse head = answer.httpResponse();
        GetObjectResponse.Builder response = GetObjectResponse.builder()
                .eTag(head.firstMatchingHeader("ETag").orElseThrow(() -> new IOException("an answer without an ETag")))
                .contentRange(head.firstMatchingHeader("Content-Range").orElse(null));
        response.sdkHttpResponse(head);
        return new ResponseInputStream<>(
                response.build(),
                answer.responseBody().orElseThrow(() -> new EOFException("an answer without a body")));
    }

    private ResponseInputStream<GetObjectResponse> askBySdk() {
        try {
            return clients.s3()
                    .getObject(b -> b.bucket(pin.address().bucket())
                            .key(pin.address().key())
                            .versionId(pin.version())
                            .ifMatch(pin.etag())
                            .range("bytes=" + position + "-" + (end - 1))
                            .overrideConfiguration(clients.deadlineFor(end - position)));
        } catch (S3Exception refused) {
            throw explained(refused);
        }
    }

    private RuntimeException explained(S3Exception refused) {
        if (Refusals.isMissing(refused)) {
            return new SourceMissingException(pin.address() + " is not there");
        }
        if (Refusals.isOtherContent(refused)) {
            return new SourceChangedException(
                    pin.address() + " is no longer the " + pin.size() + " bytes of ETag " + pin.etag());
        }
        return Refusals.ofTheObject(pin.address(), refused).orElse(refused);
    }

    /** A store may ignore the condition or the range. */
    private boolean isWhatWasAsked(GetObjectResponse answer) {
        String range = "bytes " + position + "-" + (end - 1) + "/" + pin.size();
        boolean whole = answer.contentRange() == null && position == 0 && end == pin.size();
        return ETags.same(answer.eTag(), pin.etag()) && (whole || range.equals(answer.contentRange()));
    }
}
