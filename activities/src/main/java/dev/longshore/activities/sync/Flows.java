package dev.longshore.activities.sync;

import dev.longshore.activities.sync.MinioSyncProperties.FlowProperties;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.ObjectAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The flows of this host. */
public final class Flows {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";

    private final String host;
    private final Map<String, Flow> byName = new LinkedHashMap<>();

    private Flows(String host) {
        this.host = host;
    }

    static Flows of(MinioSyncProperties properties) {
        return of(properties, SyncRulesProperties.usual());
    }

    /**
     * Those of the settings.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    public static Flows of(MinioSyncProperties properties, SyncRulesProperties rules) {
        Flows flows = new Flows(hostOf(properties));
        List<FlowProperties> all = Objects.requireNonNullElseGet(properties.flows(), Flows::ofTheOriginal);
        all.forEach(flow -> flows.add(properties, flow, rules.of(flow.name())));
        return flows;
    }

    public String host() {
        return host;
    }

    public List<Flow> all() {
        return List.copyOf(byName.values());
    }

    Optional<Flow> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void add(MinioSyncProperties common, FlowProperties flow, FlowRules rules) {
        require(flow.name().matches(NAME), "name", flow.name(), "letters, digits, '.', '_' and '-', 64 at most");
        Path folder = Path.of(common.folder())
                .resolve(Objects.requireNonNullElse(flow.folder(), flow.name()))
                .normalize();
        require(folder.isAbsolute(), "folder", folder, "a folder, or longshore.sync.folder with an absolute path");
        String prefix = Objects.requireNonNullElse(flow.prefix(), flow.name() + "/");
        ObjectAddress place = ObjectAddress.parse(common.place().replaceAll("/+$", "") + "/");
        Flow made = new Flow(
                host,
                flow.name(),
                directionOf(flow),
                folder,
                place.withKey(place.key() + prefix),
                flow.deleteSource(),
                new Names(
                        flow.include(),
                        flow.exclude(),
                        Objects.requireNonNullElse(rules.marker(), ""),
                        rules.filesFrom() == null ? null : new FilesFrom(rules.filesFrom())),
                Objects.requireNonNullElse(flow.settle(), common.settle()),
                ageOf(common, flow),
                rules);
        requireUp(made, rules.marker() == null, "marker");
        requireUp(made, !rules.addsVersions(), "exists=version");
        require(byName.put(flow.name(), made) == null, "name", flow.name(), "names that differ");
    }

    private static void requireUp(Flow flow, boolean isUsual, String key) {
        if (flow.direction() == Direction.DOWN && !isUsual) {
            throw new IllegalArgumentException("longshore.sync.flows[]." + key + " of " + flow.name()
                    + " means nothing where objects are downloaded; allowed: none");
        }
    }

    private static @Nullable Duration ageOf(MinioSyncProperties common, FlowProperties flow) {
        Duration age = flow.maxAge() == null ? common.maxAge() : flow.maxAge();
        require(age == null || age.compareTo(Duration.ZERO) > 0, "max-age", String.valueOf(age), "more than 0s");
        return age;
    }

    private static Direction directionOf(FlowProperties flow) {
        return switch (flow.direction().toLowerCase(Locale.ROOT)) {
            case "up" -> Direction.UP;
            case "down" -> Direction.DOWN;
            default ->
                throw new IllegalArgumentException(
                        "longshore.sync.flows[].direction is " + flow.direction() + "; allowed: up, down");
        };
    }

    private static void require(boolean isRight, String key, Object value, String allowed) {
        if (!isRight) {
            throw new IllegalArgumentException(
                    "longshore.sync.flows[]." + key + " is " + value + "; allowed: " + allowed);
        }
    }

    private static List<FlowProperties> ofTheOriginal() {
        return List.of(flow("input", "down"), flow("output", "up"), flow("backup", "up"));
    }

    private static FlowProperties flow(String name, String direction) {
        return new FlowProperties(name, direction, null, null, true, List.of(), List.of(), null, null);
    }

    private static String hostOf(MinioSyncProperties properties) {
        String host = properties.host() == null || properties.host().isBlank() ? nameOfMachine() : properties.host();
        require(host.matches(NAME), "host", host, "letters, digits, '.', '_' and '-', 64 at most");
        return host;
    }

    private static String nameOfMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
