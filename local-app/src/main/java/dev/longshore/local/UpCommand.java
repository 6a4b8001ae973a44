package dev.longshore.local;

import dev.longshore.connections.Endpoints;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** {@code longshore up}: all of it in the foreground, until Ctrl-C. */
final class UpCommand {

    private final Path data;
    private final boolean onFreePorts;

    UpCommand(Path data, boolean onFreePorts) {
        this.data = data;
        this.onFreePorts = onFreePorts;
    }

    int run() throws Exception {
        StartedParts parts = StartedParts.closedAtExit();
        try {
            return run(parts);
        } catch (Exception failure) {
            throw parts.explaining(failure);
        } finally {
            parts.close();
        }
    }

    private int run(StartedParts parts) throws Exception {
        long begun = System.nanoTime();
        LocalPorts ports = onFreePorts ? LocalPorts.free() : LocalPorts.of(System.getenv());
        RunningLocally all = RunningLocally.start(new RunningLocally.Place(data, ports, System.getenv()), true, parts);
        System.out.print(welcome(all.endpoints(), (System.nanoTime() - begun) / 1_000_000));
        Thread.currentThread().join(); // the end is a signal
        return 0;
    }

    private String welcome(Endpoints endpoints, long millis) {
        var s3 = Objects.requireNonNull(endpoints.s3());
        var engine = Objects.requireNonNull(endpoints.engine());
        String ui = engine.ui() == null ? "" : "  Web UI    " + engine.ui() + "\n";
        return String.format(
                Locale.ROOT,
                """
                Longshore is up after %.1f s. Ctrl-C stops it; unfinished jobs go on at the next start.

                  API       %s   (REST; OpenAPI at /v3/api-docs)
                  S3        %s   access key %s, secret key %s
                  SQS       %s   queues input-queue and output-queue
                  engine    %s at %s%s
                %s  data      %s

                Try, in another terminal:
                  AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_DEFAULT_REGION=us-east-1 \\
                    aws --endpoint-url %s s3 cp --recursive photos/ s3://source-images/trip/
                  ./longshore archive start --from s3://source-images/trip/ --to s3://zip-storage/trip.zip --wait
                  ./longshore job list
                """,
                millis / 1000.0,
                endpoints.api(),
                s3.endpoint(),
                s3.accessKey(),
                s3.secretKey(),
                endpoints.sqs(),
                engine.way(),
                engine.address(),
                lacks(engine.way()),
                ui,
                data,
                s3.accessKey(),
                s3.secretKey(),
                s3.endpoint());
    }

    private static String lacks(String way) {
        return way.equals("in-process")
                ? "\n            (no schedules, no Web UI, forgets when it stops: the ledger starts jobs again;"
                        + "\n             ./longshore engine install brings the real one)"
                : "";
    }
}
