package dev.longshore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program that is started for each round; what its start takes is subtracted. */
final class CommandCarrier implements Carrier {

    private static final String STORE = "store";

    private final Tool tool;
    private final Place place;
    private final Child runner;

    CommandCarrier(Tool tool, Place place, Child runner) throws IOException {
        this.tool = tool;
        this.place = place;
        this.runner = runner;
        Files.createDirectories(place.folder());
        runner.lineWith("{\"ready\"");
    }

    /**
     * A program.
     *
     * @param name also of its folders
     * @param moves what precedes source and target when it moves
     * @param compares the same when it compares
     */
    record Tool(String name, Path program, String version, List<String> moves, List<String> compares) {

        boolean isMc() {
            return name.startsWith("mc");
        }
    }

    /** Where its files are. */
    record Place(Path folder, String bucket) {}

    /** What the program finds the store by. */
    static Map<String, String> environment(String endpoint) {
        Map<String, String> environment = new HashMap<>(Installation.keys());
        environment.put("RCLONE_CONFIG", "/dev/null");
        environment.put("RCLONE_CONFIG_STORE_TYPE", "s3");
        environment.put("RCLONE_CONFIG_STORE_PROVIDER", "Other");
        environment.put("RCLONE_CONFIG_STORE_ENV_AUTH", "true");
        environment.put("RCLONE_CONFIG_STORE_REGION", "us-east-1");
        environment.put("RCLONE_CONFIG_STORE_ENDPOINT", endpoint);
        environment.put(
                "MC_HOST_store",
                endpoint.replace("http://", "http://" + Installation.KEY + ":" + Installation.KEY + "@"));
        environment.put("MC_QUIET", "1");
        return environment;
    }

    @Override
    public String name() {
        return tool.name();
    }

    @Override
    public Path folder(Direction direction) {
        return place.folder().resolve(direction == Direction.UP ? "up" : "down");
    }

    @Override
    public String prefix() {
        return tool.name().replaceAll("[^A-Za-z0-9.]+", "-");
    }

    @Override
    public Took move(Direction direction, String round) throws IOException, InterruptedException {
        String local = folder(direction).resolve(round) + "/";
        String remote = remote(round);
        Files.createDirectories(Path.of(local));
        return direction == Direction.UP ? run(tool.moves(), local, remote) : run(tool.moves(), remote, local);
    }

    @Override
    public Took compare(String round) throws IOException, InterruptedException {
        return run(tool.compares(), folder(Direction.UP).resolve(round) + "/", remote(round));
    }

    private String remote(String round) {
        String path = place.bucket() + "/" + prefix() + "/" + round + "/";
        return tool.isMc() ? STORE + "/" + path : STORE + ":" + path;
    }

    private Took run(List<String> options, String from, String to) throws IOException {
        ObjectNode order = JsonMapper.shared().createObjectNode();
        ArrayNode arguments = order.putArray("arguments");
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(from, to));
        all.forEach(arguments::add);
        runner.say(order.toString());
        JsonNode answer = JsonMapper.shared().readTree(runner.lineWith("{"));
        return new Took(
                answer.get("seconds").asDouble(),
                answer.get("processorSeconds").asDouble(),
                answer.get("idleKib").asLong(),
                answer.get("peakKib").asLong(),
                0,
                0,
                0);
    }

    @Override
    public void close() throws IOException {
        runner.close();
    }
}
