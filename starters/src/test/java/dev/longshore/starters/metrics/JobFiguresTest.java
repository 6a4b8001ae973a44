package dev.longshore.starters.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.Ending;
import dev.longshore.ledger.JobState;
import dev.longshore.starters.archive.ZipArchiveStarter;
import dev.longshore.starters.running.FakeJobEngine;
import dev.longshore.starters.running.OnSharedServers;
import dev.longshore.starters.running.RunningApi;
import dev.longshore.starters.running.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnSharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobFiguresTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private RunningApi api;
    private SimpleMeterRegistry meters;
    private JobFigures figures;
    private String job;

    @BeforeAll
    void start(SharedServers servers) {
        api = servers.api(new FakeJobEngine(), Map.of());
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @BeforeEach
    void startAJob() {
        job = RunningApi.json(api.post("/api/archive", "{\"from\":\"s3://source-images/trip/\"}"))
                .path("id")
                .asString();
        api.ledger().runs().begin(job, 1);
        meters = new SimpleMeterRegistry();
        figures = new JobFigures(api.ledger(), List.of(api.part(ZipArchiveStarter.class)), meters, now::get);
        figures.look();
    }

    @AfterEach
    void endTheJob() {
        figures.close();
        long epoch = api.ledger().jobs().find(job).orElseThrow().epoch();
        api.ledger().runs().close(job, epoch, new Ending(JobState.CANCELLED, null, null));
    }

    @Test
    void showHowManyJobsWaitAndForWhat() {
        api.ledger().runs().waitingFor(job, 1, "the store: it answers 503");
        figures.look();
        assertThat(waitingFor("store")).isEqualTo(1);
        assertThat(waitingFor("other")).isZero();

        api.ledger().runs().waitingFor(job, 1, null);
        figures.look();

        assertThat(waitingFor("store")).isZero();
    }

    @Test
    void showSinceWhenTheOldestJobHasNotMoved() {
        passes(Duration.ofMinutes(5));
        assertThat(withoutProgress()).isEqualTo(300);

        api.ledger().jobs().takeEpoch(job);
        figures.look();

        assertThat(withoutProgress()).isZero();
        passes(Duration.ofSeconds(20));
        assertThat(withoutProgress()).isEqualTo(20);
        api.command("/api/jobs/" + job + "/pause");
        figures.look();
        assertThat(withoutProgress()).as("paused").isZero();
    }

    @Test
    void standInTheMetricsOfTheApi() {
        assertThat(api.get("/metrics").body())
                .contains(
                        "longshore_jobs_waiting{for=\"store\",room=\"archive\"}",
                        "longshore_jobs_without_progress_seconds{room=\"archive\"}");
    }

    private void passes(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        figures.look();
    }

    private double waitingFor(String what) {
        return meters.get("longshore.jobs.waiting")
                .tags("room", "archive", "for", what)
                .gauge()
                .value();
    }

    private double withoutProgress() {
        return meters.get("longshore.jobs.without.progress").gauge().value();
    }
}
