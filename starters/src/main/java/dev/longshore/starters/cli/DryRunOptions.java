package dev.longshore.starters.cli;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a verb asks what a job would come to, the same for every room. */
public final class DryRunOptions {

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "Sent with the order: the same key and order are planned once. Default: a new one.")
    private @Nullable String idempotencyKey;

    /**
     * Sends the order, once, and waits for what is said of it.
     *
     * @return the exit code that says how it ended
     */
    public int send(String path, RequestBody order, Api api, Surroundings surroundings) throws InterruptedException {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        JsonDocument job = StartOptions.answer(path, order, api, key);
        return waiting.await(job, api, surroundings, ended -> show(ended, surroundings));
    }

    private static void show(JobView ended, Surroundings surroundings) {
        Screen screen = new Screen(surroundings);
        if (ended.state().equals("done")) {
            new EstimatePage(screen).write(ended.json().at("result"));
        } else {
            new JobPage(screen, surroundings.clock()).write(ended);
        }
    }
}
