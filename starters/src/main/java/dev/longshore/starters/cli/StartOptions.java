package dev.longshore.starters.cli;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a verb starts a job, the same for every room. */
public final class StartOptions {

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--wait", description = "Wait until the job has ended. Ctrl-C stops the waiting, not the job.")
    private boolean wait;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Sent with the order: the same key and order start one job, however often. Default: a new one.")
    private @Nullable String idempotencyKey;

    /**
     * Sends the order, once.
     *
     * @return the exit code: 0 once the job is accepted; with {@code --wait} how it ended
     */
    public int send(String path, RequestBody order, Api api, Surroundings surroundings) throws InterruptedException {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        JsonDocument job = answer(path, order, api, key);
        if (wait) {
            return waiting.await(job, api, surroundings);
        }
        Screen screen = new Screen(surroundings);
        if (waiting.isJson()) {
            screen.line(job.line());
        } else {
            JobView view = new JobView(job);
            screen.line(Texts.harmless(view.id() + " " + view.state()));
            screen.line(Texts.harmless("Follow it: longshore job watch " + view.id()));
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    /** Without an answer, or after one of a server in trouble, the job may have been accepted: with the same key it is asked again. */
    static JsonDocument answer(String path, RequestBody order, Api api, String key) {
        try {
            return api.post(path, order, Map.of("Idempotency-Key", key));
        } catch (CommandFailure failure) {
            if (!failure.isOpen()) {
                throw failure;
            }
            throw CommandFailure.noAnswer(
                            String.valueOf(failure.getMessage()),
                            "the job may have been started: give the order again with --idempotency-key " + key
                                    + ", it then starts once")
                    .because(failure);
        }
    }
}
