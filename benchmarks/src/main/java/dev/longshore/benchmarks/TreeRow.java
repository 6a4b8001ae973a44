package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The comparison of a large tree with a ledger that knows all of it: its time, and the memory of the worker. */
final class TreeRow {

    private static final int BATCH = 5_000;
    private static final String FOLDER = "tree";
    private static final String ADD = """
            INSERT INTO longshore.sync_file
                (flow_id, path_key, path, generation, state, identity, bytes, verified_at, ended_at)
            SELECT id, ?::uuid, ?, 1, 'kept', ?, ?, now(), now() FROM longshore.sync_flow WHERE name = 'kept'""";

    private final Installation installation;
    private final LongshoreCarrier ours;

    TreeRow(Installation installation, LongshoreCarrier ours) {
        this.installation = installation;
        this.ours = ours;
    }

    /** The ledger is told by this row itself that all was uploaded: to upload a million files is another benchmark. */
    void measure(int files, int rounds, PrintStream out) throws IOException, InterruptedException {
        FileLoad load = new FileLoad(files, 0);
        Path folder = ours.keptFolder();
        load.lay(folder.resolve(FOLDER), 1);
        tellLedger(load, folder);
        long idle = installation.worker().residentKib();
        SyncWay way = new SyncWay(ours);
        for (int i = 0; i < rounds; i++) {
            way.add("compare the tree", ours.compare(FOLDER), true);
        }
        SyncRows.print(load + " in one tree, nothing to do", List.of(way), out);
        out.printf(Locale.ROOT, "%nMemory of the worker before: %.0f MiB%n", idle / 1024.0);
        out.flush();
    }

    private void tellLedger(FileLoad load, Path folder) throws IOException {
        try (Connection ledger = DriverManager.getConnection(installation.ledger(), "longshore", "");
                PreparedStatement add = ledger.prepareStatement(ADD);
                Statement after = ledger.createStatement()) {
            ledger.setAutoCommit(false);
            int waiting = 0;
            for (String name : load.names()) {
                add(add, folder, FOLDER + "/" + name);
                if (++waiting % BATCH == 0) {
                    add.executeBatch();
                }
            }
            add.executeBatch();
            ledger.commit();
            ledger.setAutoCommit(true);
            after.execute("ANALYZE longshore.sync_file");
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static void add(PreparedStatement add, Path folder, String path) throws IOException, SQLException {
        Map<String, Object> seen = Files.readAttributes(
                folder.resolve(path), "unix:dev,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        FileTime modified = (FileTime) Objects.requireNonNull(seen.get("lastModifiedTime"));
        add.setString(1, keyOf(path).toString());
        add.setString(2, path);
        add.setString(
                3,
                seen.get("dev") + ":" + seen.get("ino") + ":" + seen.get("size") + ":"
                        + modified.to(TimeUnit.NANOSECONDS));
        add.setLong(4, (long) Objects.requireNonNull(seen.get("size")));
        add.addBatch();
    }

    /** As the ledger makes it. */
    private static UUID keyOf(String path) {
        try {
            ByteBuffer sum =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8)));
            return new UUID(sum.getLong(), sum.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
