package dev.longshore.benchmarks;

import dev.longshore.embedded.EmbeddedPostgresServer;
import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerSettings;
import dev.longshore.ledger.NewFile;
import dev.longshore.ledger.NewJob;
import dev.longshore.ledger.OrdinalRange;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The files of one large job: loaded, paged and streamed. Run it with a small heap: that it ends is the proof. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Loads, pages and streams the files of one large job.")
final class LedgerBenchmark implements Callable<Integer> {

    private static final String JOB = "archive:benchmark";
    private static final int PAGE = 1_000;

    @Option(names = "--rows", description = "How many files (${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("longshore-benchmark");
        PrintStream out = System.out;
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder, 0);
                Ledger ledger = Ledger.connect(new LedgerSettings(
                        server.jdbcUrl(), "longshore", "", 4, "benchmark", Duration.ofSeconds(10)))) {
            ledger.migrate();
            out.println(Machine.line());
            out.printf(
                    "A job of %,d files; heap limited to %d MiB%n%n",
                    rows, Runtime.getRuntime().maxMemory() >> 20);
            out.println("| step | seconds | files per second | heap at most, MiB |");
            out.println("|---|---|---|---|");
            step(out, "accepted with its list (COPY, one transaction)", () -> accept(ledger));
            step(out, "listed in pages of " + PAGE, () -> page(ledger));
            step(out, "streamed in order", () -> stream(ledger));
        }
        return 0;
    }

    private void accept(Ledger ledger) {
        ledger.jobs().accept(new NewJob(JOB, "archive", "{}", "hash", null, "benchmark", true), files -> {
            for (int i = 0; i < rows; i++) {
                files.accept(new NewFile(
                        "s3://source-images/trip/2026/picture-" + i + ".png",
                        "trip/picture-" + i + ".png",
                        null,
                        null));
            }
        });
    }

    private void page(Ledger ledger) {
        long seen = 0;
        long after = -1;
        List<JobFile> page = ledger.lists().list(JOB, new FileQuery(null, after, PAGE));
        while (!page.isEmpty()) {
            seen += page.size();
            after = page.get(page.size() - 1).ordinal();
            page = ledger.lists().list(JOB, new FileQuery(null, after, PAGE));
        }
        requireAll(seen);
    }

    private void stream(Ledger ledger) {
        AtomicLong seen = new AtomicLong();
        ledger.lists().forEach(JOB, new OrdinalRange(0, rows), file -> seen.incrementAndGet());
        requireAll(seen.get());
    }

    private void requireAll(long seen) {
        if (seen != rows) {
            throw new IllegalStateException("saw " + seen + " of " + rows + " files");
        }
    }

    private void step(PrintStream out, String name, Runnable work) {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        long most =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        out.printf(Locale.ROOT, "| %s | %.1f | %,.0f | %d |%n", name, seconds, rows / seconds, most >> 20);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
