package dev.longshore.starters.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.NewFlow;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncState;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlowFiguresTest {

    private RunningApi api;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void showHowManyFilesWaitAndHowLong() {
        SyncFlow flow = api.ledger()
                .syncFlows()
                .announce(List.of(new NewFlow("figures", "output", Direction.UP, "/data", "s3://storage/output/")))
                .get(0);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (FlowFigures figures =
                new FlowFigures(api.ledger(), meters, () -> oldestOf(flow).plus(Duration.ofMinutes(5)))) {
            figures.look();
            assertThat(gauge(meters, "longshore.sync.waiting.files")).isZero();
            assertThat(gauge(meters, "longshore.sync.oldest.waiting")).isZero();

            api.ledger()
                    .syncFiles()
                    .seen(flow.id(), List.of(new SeenFile("a", "first", 10), new SeenFile("b", "first", 10)));
            figures.look();

            assertThat(gauge(meters, "longshore.sync.waiting.files")).isEqualTo(2);
            assertThat(gauge(meters, "longshore.sync.oldest.waiting")).isEqualTo(300);

            api.ledger().syncFlows().forget("figures");
            figures.look();

            assertThat(gauge(meters, "longshore.sync.oldest.waiting")).isZero();
        }
    }

    private Instant oldestOf(SyncFlow flow) {
        var count = Objects.requireNonNull(
                api.ledger().syncFiles().counts(flow.id()).get(SyncState.WAITING));
        return Objects.requireNonNull(count.oldest());
    }

    private static double gauge(SimpleMeterRegistry meters, String name) {
        return meters.get(name)
                .tag("host", "figures")
                .tag("flow", "output")
                .gauge()
                .value();
    }
}
