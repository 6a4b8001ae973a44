package dev.longshore.starters.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a job, which does not need us for that: told of each change over a WebSocket, asking where there
 * is none. The API may go and come back meanwhile, also at another place.
 */
final class JobWaiter implements AutoCloseable {

    /** A connection may have died without a word: after this time of silence it is made anew. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final int QUESTIONS_BEFORE_ANOTHER_TRY = 15;

    private final Api api;
    private final String jobId;
    private final Outage outage;
    private @Nullable JobEvents events;
    private int questions = QUESTIONS_BEFORE_ANOTHER_TRY;

    JobWaiter(Api api, String jobId, Screen screen, Clock clock, Duration patience) {
        this.api = api;
        this.jobId = jobId;
        this.outage = new Outage(screen, clock, patience);
    }

    /**
     * Tells of the job as it is and at each change until it has ended.
     *
     * @param known the job as the API last answered it
     */
    JobView await(JsonDocument known, Consumer<JobView> told) throws InterruptedException {
        JobView job = new JobView(known);
        told.accept(job);
        while (!job.isFinished()) {
            JobView now = new JobView(nextAnswer());
            if (!now.equals(job)) {
                told.accept(now);
            }
            job = now;
        }
        return job;
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
            events = null;
        }
    }

    private JsonDocument nextAnswer() throws InterruptedException {
        while (true) {
            try {
                JsonDocument answer = heardOrAsked();
                outage.isOver();
                return answer;
            } catch (CommandFailure failure) {
                if (!failure.isNoAnswer()) {
                    throw failure;
                }
                outage.endure(failure, "the job does not need us; watch it again: longshore job watch " + jobId);
                connectAnew();
                api.lookForItAgain();
            }
        }
    }

    private JsonDocument heardOrAsked() throws InterruptedException {
        connectIfItIsTime();
        if (events == null) {
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
            questions++;
            return ask();
        }
        try {
            Optional<String> text = events.next(SILENCE);
            if (text.isPresent()) {
                return JsonDocument.read(text.get());
            }
            connectAnew();
        } catch (IOException e) {
            connectAnew();
        }
        return ask(); // says whether the API is gone, or only the connection
    }

    private void connectAnew() {
        close();
        questions = QUESTIONS_BEFORE_ANOTHER_TRY;
    }

    private void connectIfItIsTime() {
        if (events == null && questions >= QUESTIONS_BEFORE_ANOTHER_TRY) {
            questions = 0;
            events = JobEvents.open(api, jobId).orElse(null);
        }
    }

    private JsonDocument ask() {
        return api.get("/api/jobs/" + jobId);
    }
}
