package dev.longshore.local;

import java.util.Map;
import java.util.stream.Collectors;

/** For those who start an engine of their own: an environment that names no other. */
public final class OwnEngine {

    private OwnEngine() {}

    /** What stays of an environment. */
    public static Map<String, String> environment(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !isOfAnother(variable.getKey(), variable.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isOfAnother(String name, String value) {
        return (name.startsWith("TEMPORAL_") && !name.equals("TEMPORAL_CLI_PATH"))
                || name.startsWith("LONGSHORE_ENGINE_")
                || (name.equals("LONGSHORE_ENGINE") && value.strip().equals("external"));
    }
}
