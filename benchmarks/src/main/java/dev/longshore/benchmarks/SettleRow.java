package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How long after a file was written its object is verified, by the receipt's time in the ledger. */
final class SettleRow {

    private static final int BYTES = 4096;
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final String RECEIPTS = """
            SELECT extract(epoch FROM f.verified_at) - split_part(f.identity, ':', 4)::numeric / 1e9
            FROM longshore.sync_file f JOIN longshore.sync_flow flow ON flow.id = f.flow_id
            WHERE flow.name = 'watched' AND f.verified_at IS NOT NULL""";

    private final Installation installation;
    private final Path folder;

    SettleRow(Installation installation, Path folder) {
        this.installation = installation;
        this.folder = folder;
    }

    /** Drops so many files, one each 50 to 150 ms, while the flow runs. */
    void measure(int files, Duration settle, PrintStream out) throws IOException, InterruptedException {
        installation.api().startFlow("{\"host\":\"bench\",\"flows\":[\"watched\"]}");
        Random random = new Random(7);
        byte[] content = new byte[BYTES];
        for (int i = 0; i < files; i++) {
            random.nextBytes(content);
            Files.write(folder.resolve("drop-%05d.bin".formatted(i)), content);
            Thread.sleep(50 + random.nextInt(100));
        }
        List<Double> seconds = receipts(files);
        installation.api().cancel("sync:bench:watched");
        Collections.sort(seconds);
        out.println();
        out.println("### " + files + " files dropped one by one: from written to verified, settle time " + settle);
        out.println();
        out.println("| | seconds beyond the settle time |");
        out.println("|---|---|");
        for (int percent : List.of(50, 90, 99, 100)) {
            int index = Math.max(0, (int) Math.ceil(files * percent / 100.0) - 1);
            out.printf(Locale.ROOT, "| %d %% | %.2f |%n", percent, seconds.get(index) - settle.toMillis() / 1000.0);
        }
        out.flush();
    }

    private List<Double> receipts(int files) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(MOST);
        List<Double> seconds = ask();
        while (seconds.size() < files) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("Only " + seconds.size() + " of " + files + " files were verified");
            }
            Thread.sleep(500);
            seconds = ask();
        }
        return seconds;
    }

    private List<Double> ask() throws IOException {
        try (Connection ledger = DriverManager.getConnection(installation.ledger(), "longshore", "");
                PreparedStatement question = ledger.prepareStatement(RECEIPTS);
                ResultSet rows = question.executeQuery()) {
            List<Double> seconds = new ArrayList<>();
            while (rows.next()) {
                seconds.add(rows.getDouble(1));
            }
            return seconds;
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }
}
