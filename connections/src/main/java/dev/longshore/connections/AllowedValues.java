package dev.longshore.connections;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.util.unit.DataSize;

/** What a setting of some type may be, in words for people. */
final class AllowedValues {

    private static final Map<Class<?>, String> WORDS = Map.of(
            boolean.class, "true or false",
            int.class, "a whole number",
            long.class, "a whole number",
            Duration.class, "a time such as 30s, 10m or 7d",
            DataSize.class, "a size such as 8MB or 1GB",
            URI.class, "a URL such as http://127.0.0.1:9000");

    String of(Bindable<?> target) {
        Class<?> type = target.getType().resolve(Object.class);
        Object[] constants = constantsOf(type);
        if (constants != null) {
            return Arrays.stream(constants)
                    .map(value ->
                            value.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
        }
        return WORDS.getOrDefault(type, type.getSimpleName());
    }

    private static Object @Nullable [] constantsOf(Class<?> type) {
        return type.isEnum() ? type.getEnumConstants() : null;
    }
}
