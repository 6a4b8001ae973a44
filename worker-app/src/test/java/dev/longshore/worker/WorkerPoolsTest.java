package dev.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.longshore.connections.EngineConnection;
import dev.longshore.connections.EngineProperties;
import dev.longshore.embedded.EmbeddedEngine;
import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerSettings;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkerPoolsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(WorkerPools.class);
    private final List<WorkerPools> all = new ArrayList<>();
    private ListAppender<ILoggingEvent> said;
    private EmbeddedPostgresServer postgres;
    private Ledger ledger;

    @BeforeAll
    void startsADatabase(@TempDir Path folder) {
        postgres = EmbeddedPostgresServer.start(folder, 0);
        ledger = ledgerAt(postgres.jdbcUrl());
    }

    @AfterAll
    void stopsTheDatabase() {
        ledger.close();
        postgres.close();
    }

    @BeforeEach
    void listens() {
        said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopsAndListensNoMore() {
        all.forEach(WorkerPools::stop);
        all.clear();
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    @Test
    void waitsForTheEngineInOneLineAndIsReadyOnceItIsThere() throws Exception {
        int port = freePort();
        Draining draining = new Draining();
        try (EngineConnection connection = connection("127.0.0.1:" + port)) {
            WorkerPools pools = pools(connection, ledger, new LongWork(draining, true), draining);
            pools.start();
            Deadline.until(() -> !said.list.isEmpty());
            assertThat(pools.isReady()).isFalse();

            try (EmbeddedEngine engine = EmbeddedEngine.start(port)) {
                Deadline.until(pools::isReady);
                assertThat(engine.port()).isEqualTo(port);
                assertThat(lines())
                        .containsExactly(
                                "waiting: the engine at 127.0.0.1:" + port + " does not answer: UNAVAILABLE",
                                "worker ready for [archive] (engine: in-process, without a memory that outlives it (the"
                                        + " ledger starts jobs again), schedules, reset, a Web UI)");
                assertThat(said.list).allMatch(line -> line.getThrowableProxy() == null);
                pools.stop();
            }
        }
    }

    @Test
    void waitsForTheLedgerInOneLineAndEndsWithoutIt() throws Exception {
        Draining draining = new Draining();
        try (EmbeddedEngine engine = EmbeddedEngine.start(0);
                EngineConnection connection = connection(engine.address());
                Ledger absent = ledgerAt("jdbc:postgresql://127.0.0.1:" + freePort() + "/longshore?user=longshore")) {
            WorkerPools pools = pools(connection, absent, new LongWork(draining, true), draining);
            pools.start();
            Deadline.until(() -> !said.list.isEmpty());

            assertThat(pools.isReady()).isFalse();
            assertThat(pools.isRunning()).isTrue();
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("waiting: ")
                    .contains("refused");
            assertThat(said.list).allMatch(line -> line.getThrowableProxy() == null);
            pools.stop();
            assertThat(pools.isRunning()).isFalse();
        }
    }

    @Test
    void letsAStepReachAResumablePointBeforeItStops() {
        try (EmbeddedEngine engine = EmbeddedEngine.start(0);
                EngineConnection connection = connection(engine.address())) {
            Draining first = new Draining();
            LongWork work = new LongWork(first, true);
            WorkerPools pools = started(connection, work, first);
            WorkflowStub job = begun(connection, work);

            pools.stop();

            assertThat(pools.isReady()).isFalse();
            assertThat(said.list).noneMatch(line -> line.getLevel() == Level.WARN);
            Draining second = new Draining();
            LongWork nothingLeft = new LongWork(second, true);
            WorkerPools others = started(connection, nothingLeft, second);
            assertThat(job.getResult(String.class)).isEqualTo("reached a resumable point");
            assertThat(work.begun() + nothingLeft.begun()).isEqualTo(1);
            others.stop();
        }
    }

    @Test
    void leavesAStepToOthersThatDoesNotEndInTime() {
        try (EmbeddedEngine engine = EmbeddedEngine.start(0);
                EngineConnection connection = connection(engine.address())) {
            Draining first = new Draining();
            LongWork stubborn = new LongWork(first, false);
            WorkerPools pools = started(connection, stubborn, first);
            WorkflowStub job = begun(connection, stubborn);

            pools.stop();

            assertThat(lines())
                    .last()
                    .isEqualTo("steps did not reach a resumable point within PT1S; they are left to the engine");
            Deadline.until(() -> stubborn.ended() == 1);
            Draining second = new Draining();
            LongWork another = new LongWork(second, true);
            WorkerPools others = started(connection, another, second);
            Deadline.until(() -> another.begun() == 1);
            others.stop();
            WorkerPools last = started(connection, new LongWork(new Draining(), true), new Draining());
            assertThat(job.getResult(String.class)).isEqualTo("reached a resumable point");
            last.stop();
        }
    }

    private static WorkflowStub begun(EngineConnection connection, LongWork work) {
        WorkflowStub job = connection
                .client()
                .newUntypedWorkflowStub(
                        "Job",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(LongWork.QUEUE)
                                .setWorkflowExecutionTimeout(Duration.ofMinutes(3))
                                .build());
        job.start();
        Deadline.until(() -> work.begun() == 1);
        return job;
    }

    private WorkerPools started(EngineConnection connection, Pool pool, Draining draining) {
        WorkerPools pools = pools(connection, ledger, pool, draining);
        pools.start();
        Deadline.until(pools::isReady);
        return pools;
    }

    private WorkerPools pools(EngineConnection connection, Ledger ledger, Pool pool, Draining draining) {
        WorkerProperties properties =
                new WorkerProperties(List.of("archive"), 0, 2, Duration.ofSeconds(1), Duration.ofSeconds(1));
        WorkerPools pools = new WorkerPools(connection, ledger, List.of(pool), properties, draining);
        all.add(pools);
        return pools;
    }

    private static EngineConnection connection(String address) {
        return new EngineConnection(new EngineProperties(
                address, "default", null, null, new EngineProperties.Tls(false, null, null, null, null)));
    }

    private static Ledger ledgerAt(String url) {
        return Ledger.connect(new LedgerSettings(url, "longshore", "", 3, "test", Duration.ofSeconds(5)));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<String> lines() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
