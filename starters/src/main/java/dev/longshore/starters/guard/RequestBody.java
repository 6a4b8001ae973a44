package dev.longshore.starters.guard;

import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a body into memory, once, up to a size. */
public final class RequestBody {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

    private RequestBody() {}

    public static byte[] read(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body = readUpTo(maxBytes + 1, request);
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    /** A caller that hangs up or breaks its own chunks is no trouble of ours. */
    private static byte[] readUpTo(int bytes, HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(bytes);
        } catch (IOException broken) {
            LOG.debug("A body could not be read", broken);
            throw RefusedException.badRequest("The body could not be read to its end: it is cut off or ill-formed.");
        }
    }

    private static RefusedException tooLarge(int maxBytes) {
        return RefusedException.tooLarge(
                "The body is larger than " + maxBytes + " bytes, the most that is taken here.");
    }
}
