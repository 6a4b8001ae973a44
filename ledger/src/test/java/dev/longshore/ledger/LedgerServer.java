package dev.longshore.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real database with the ledger's tables, and phrases to fill it. */
public final class LedgerServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Ledger ledger;
    private final AtomicInteger jobs = new AtomicInteger();

    private LedgerServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.ledger = Ledger.connect(settings(10));
        ledger.migrate();
    }

    public static LedgerServer start() throws IOException {
        return new LedgerServer(EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .start());
    }

    public Ledger ledger() {
        return ledger;
    }

    public LedgerSettings settings(int connections) {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        return new LedgerSettings(url, "postgres", "", connections, "test", Duration.ofSeconds(10));
    }

    public NewJob aJob(String id) {
        return new NewJob(id, "archive", "{\"a\": 1}", "hash", null, "somebody", true);
    }

    /** An accepted job under a new id, each file of 10 bytes. */
    public Job aJobOf(String... names) {
        String id = "archive:" + jobs.incrementAndGet();
        ledger.jobs().accept(aJob(id), rows -> Stream.of(names).forEach(name -> rows.accept(aFile(name))));
        return jobOf(id);
    }

    /** As {@link #aJobOf}, in the hands of a run; its epoch is 1. */
    public Job aRunningJobOf(String... names) {
        String id = aJobOf(names).id();
        return ledger.runs().begin(id, ledger.jobs().takeEpoch(id).orElseThrow());
    }

    /** Of a room that makes one thing of each file. */
    public Job aRunningCopyOf(String... names) {
        NewJob job = new NewJob("filerobot:" + UUID.randomUUID(), "filerobot", "{}", "hash", null, "somebody", true);
        ledger.jobs().accept(job, rows -> Stream.of(names).map(this::aFile).forEach(rows));
        return ledger.runs().begin(job.id(), ledger.jobs().takeEpoch(job.id()).orElseThrow());
    }

    public NewFile aFile(String name) {
        return new NewFile("s3://source-images/" + name, name, 10L, null);
    }

    public Job jobOf(String id) {
        return ledger.jobs().find(id).orElseThrow();
    }

    public List<FileState> statesOf(String id) {
        return ledger.lists().list(id, new FileQuery(null, -1, 1_000)).stream()
                .map(JobFile::state)
                .toList();
    }

    public @Nullable String number(String sql) throws SQLException {
        try (Connection connection = ledger.dataSource().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = ledger.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until somebody waits for a lock. */
    public void awaitALockWait() throws SQLException {
        String waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        while ("0".equals(number(waits))) {
            Thread.onSpinWait();
        }
    }

    /** Does the same in so many threads at once; their answers. */
    public <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : pool.invokeAll(all)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        postgres.close();
    }
}
