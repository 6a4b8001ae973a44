package dev.longshore.starters.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat refuses by itself, before any filter of ours: ill-formed request lines, escapes in paths, headers that are too long. */
public final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.getReporter().write(body(status));
            response.finishResponse();
        } catch (IOException gone) {
            LOG.debug("The caller did not wait for answer {}", status, gone);
        }
    }

    private String body(int status) {
        String detail = status < 500
                ? "The request could not be read: its line, path, headers or body are ill-formed or too long."
                : "The request could not be served.";
        byte[] json = JsonMapper.shared().writeValueAsBytes(Problem.of(status, detail));
        return new String(json, StandardCharsets.UTF_8);
    }
}
