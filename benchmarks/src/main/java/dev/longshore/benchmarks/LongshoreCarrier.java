package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code longshore sync start --once}, from the order until its job has ended, as the API says; the worker is measured. */
final class LongshoreCarrier implements Carrier {

    /** Those that move; one that keeps its sources; one that waits for each file as flows do unless they are told. */
    private static final List<String> FLOWS =
            List.of("up:up:true:0s", "down:down:true:0s", "kept:up:false:0s", "watched:up:true:2s");

    private static final String HOST = "bench";

    private final Installation installation;
    private final Path folder;

    LongshoreCarrier(Installation installation, Path folder) throws IOException {
        this.installation = installation;
        this.folder = folder;
        for (String flow : FLOWS) {
            Files.createDirectories(folder.resolve(flow.substring(0, flow.indexOf(':'))));
        }
    }

    /** What API and worker are told; all flows but the last two have one place. */
    static Map<String, String> settings(Path folder, String bucket) {
        Map<String, String> settings = new HashMap<>();
        settings.put("LONGSHORE_SYNC_HOST", HOST);
        settings.put("LONGSHORE_SYNC_FOLDER", folder.toString());
        settings.put("LONGSHORE_SYNC_PLACE", "s3://" + bucket);
        for (int i = 0; i < FLOWS.size(); i++) {
            String[] flow = FLOWS.get(i).split(":", -1);
            String key = "LONGSHORE_SYNC_FLOWS_" + i + "_";
            settings.put(key + "NAME", flow[0]);
            settings.put(key + "DIRECTION", flow[1]);
            settings.put(key + "PREFIX", i < 2 ? "longshore/" : flow[0] + "/");
            settings.put(key + "DELETESOURCE", flow[2]);
            settings.put(key + "SETTLE", flow[3]);
        }
        return settings;
    }

    @Override
    public String name() {
        return "Longshore, one worker (`-Xmx256m`)";
    }

    @Override
    public Path folder(Direction direction) {
        return folder.resolve(flowOf(direction));
    }

    @Override
    public String prefix() {
        return "longshore";
    }

    @Override
    public Took move(Direction direction, String round) throws IOException, InterruptedException {
        return once(flowOf(direction));
    }

    @Override
    public Took compare(String round) throws IOException, InterruptedException {
        return once("kept");
    }

    /** The folder whose files the flow that keeps its sources knows. */
    Path keptFolder() {
        return folder.resolve("kept");
    }

    /** The folder of the flow that waits for each file to settle. */
    Path watchedFolder() {
        return folder.resolve("watched");
    }

    Took once(String flow) throws IOException, InterruptedException {
        Child worker = installation.worker();
        worker.forgetPeak();
        long idle = worker.residentKib();
        double used = worker.processorSeconds();
        long begun = System.nanoTime();
        JsonNode job =
                installation.api().sync("{\"host\":\"%s\",\"flows\":[\"%s\"],\"once\":true}".formatted(HOST, flow));
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (job.at("/failure").isObject()) {
            throw new IOException("The flow failed: " + job);
        }
        return new Took(seconds, worker.processorSeconds() - used, idle, worker.peakKib(), 0, 0, 0);
    }

    private static String flowOf(Direction direction) {
        return direction == Direction.UP ? "up" : "down";
    }

    @Override
    public void close() {
        // the installation ends its worker
    }
}
