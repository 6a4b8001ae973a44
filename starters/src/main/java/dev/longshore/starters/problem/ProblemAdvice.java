package dev.longshore.starters.problem;

import dev.longshore.ledger.LedgerUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** What a controller throws, as the caller reads it. Never a stack trace: that one goes to the log, found again by its reference. */
@RestControllerAdvice
public final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(RefusedException refusal) {
        return answer(refusal.problem(), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> withoutLedger(LedgerUnavailableException error) {
        LOG.warn("The ledger does not answer: {}", error.getMessage());
        return answer(Problem.of(503, "The ledger (PostgreSQL) does not answer; try again."), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unknownPath(NoResourceFoundException error, HttpServletRequest request) {
        return answer(Problem.of(404, "There is nothing at " + request.getRequestURI() + "."), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException error, HttpServletRequest request) {
        String allowed = error.getHeaders().getFirst(HttpHeaders.ALLOW);
        String detail = error.getMethod() + " is not possible at " + request.getRequestURI()
                + (allowed == null ? "." : "; possible: " + allowed + ".");
        return answer(Problem.of(405, detail), error.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> anythingElse(Exception error) {
        if (error instanceof ErrorResponse known) {
            String said = known.getBody().getDetail();
            int status = known.getStatusCode().value();
            return answer(Problem.of(status, said == null ? "The request was refused." : said), known.getHeaders());
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
            LOG.debug("The caller did not wait for the answer", error);
            return answer(Problem.of(400, "The request was cut off."), HttpHeaders.EMPTY);
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("Unforeseen error {}", reference, error);
        return answer(
                Problem.of(500, "An error that nobody foresaw; the log has it under " + reference + "."),
                HttpHeaders.EMPTY);
    }

    private ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
