package dev.longshore.local;

import dev.longshore.embedded.LocalPort;
import dev.longshore.embedded.S3ServerMain;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store, {@code up} with ledger, engine and API, and a worker for the flows of its host: each a process that can be killed. */
final class SyncTown implements AutoCloseable {

    private static final String KEY = "minioadmin";

    private final Path folder;
    private final int storePort;
    private final Map<String, String> settings;
    private ChildProcess store;
    private RunningUp up;
    private ChildProcess worker;

    private SyncTown(Path folder, int storePort, URI endpoint) {
        this.folder = folder;
        this.storePort = storePort;
        settings = settings(endpoint);
        store = startStore();
        up = startUp();
        worker = startWorker();
    }

    static SyncTown start(Path folder) {
        int port = LocalPort.free(1).get(0);
        return start(folder, port, URI.create("http://127.0.0.1:" + port));
    }

    /** @param endpoint where the worker finds the store that listens on the port */
    static SyncTown start(Path folder, int storePort, URI endpoint) {
        return new SyncTown(folder, storePort, endpoint);
    }

    /** Below it lie the folders of the flows. */
    Path home() {
        return folder.resolve("home");
    }

    String store() {
        return "http://127.0.0.1:" + storePort;
    }

    Rest rest() {
        return up.rest();
    }

    void killStore() {
        store.kill();
        store = startStore();
    }

    void killWorker() {
        worker.kill();
        worker = startWorker();
    }

    /** Ledger, engine and API; the worker finds them where they are now only if it is started anew. */
    void killAllButTheStore() {
        up.process().kill();
        worker.kill();
        up = startUp();
        worker = startWorker();
    }

    /** How many sources of that side this worker has removed: {@code local file} or {@code from MinIO}. */
    long removed(String side) {
        return worker.output()
                .lines()
                .filter(line -> line.contains("Verified and removed " + side))
                .count();
    }

    String logs() {
        return worker.output() + store.output();
    }

    @Override
    public void close() {
        worker.stop();
        worker.exitCode();
        up.close();
        store.kill();
    }

    private Map<String, String> settings(URI endpoint) {
        Map<String, String> all = new HashMap<>();
        all.put("MINIO_ENDPOINT", endpoint.getAuthority());
        all.put("MINIO_ACCESS_KEY", KEY);
        all.put("MINIO_SECRET_KEY", KEY);
        all.put("FOLDER_PATH_SYNC", home().toString());
        all.put("SYNC_INTERVAL", "1");
        all.put("LONGSHORE_WORKER_POOLS", "archive");
        all.put("LONGSHORE_WORKER_HEARTBEAT_THROTTLE", "500ms");
        all.put("LONGSHORE_SYNC_HOST", "here");
        all.put("LONGSHORE_SYNC_SETTLE", "300ms");
        all.put("LONGSHORE_SYNC_COMPARE", "2s");
        all.put("LONGSHORE_SYNC_PART_SIZE", "5MB");
        all.put("LONGSHORE_SYNC_PASS_FILES", "100");
        all.put("LONGSHORE_SYNC_HEARTBEAT_TIMEOUT", "2s");
        return all;
    }

    private ChildProcess startStore() {
        ChildProcess started = ChildProcess.start(
                S3ServerMain.class,
                folder.resolve("store.log"),
                Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", KEY),
                folder.resolve("store").toString(),
                Integer.toString(storePort),
                "storage");
        Eventually.holds("the store to be ready", () -> started.output().contains(store()));
        return started;
    }

    private RunningUp startUp() {
        return RunningUp.start(folder.resolve("data"), settings);
    }

    private ChildProcess startWorker() {
        return ChildProcess.start(
                LocalApplication.class,
                folder.resolve("worker.log"),
                settings,
                List.of(
                                "worker",
                                "--pools",
                                "sync",
                                "--host",
                                "here",
                                "--data",
                                folder.resolve("data").toString())
                        .toArray(String[]::new));
    }
}
