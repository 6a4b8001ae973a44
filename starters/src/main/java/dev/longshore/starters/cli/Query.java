package dev.longshore.starters.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path with what narrows its answer. */
public record Query(String path, String parameters) {

    public Query(String path) {
        this(path, "");
    }

    public Query with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String parameter = name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return new Query(path, parameters.isEmpty() ? parameter : parameters + "&" + parameter);
    }

    boolean isNarrowed() {
        return !parameters.isEmpty();
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }
}
