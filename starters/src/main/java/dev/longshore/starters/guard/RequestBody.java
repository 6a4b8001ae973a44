package dev.longshore.starters.guard;

import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads a body into memory, once, up to a size. */
public final class RequestBody {

    private RequestBody() {}

    public static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static RefusedException tooLarge(int maxBytes) {
        return RefusedException.tooLarge(
                "The body is larger than " + maxBytes + " bytes, the most that is taken here.");
    }
}
