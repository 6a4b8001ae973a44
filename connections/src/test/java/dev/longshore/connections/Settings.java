package dev.longshore.connections;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings read as an app reads them, but from a map instead of this process' environment. */
record Settings(List<PropertySource<?>> sources) {

    static Settings none() {
        return properties(Map.of());
    }

    static Settings properties(Map<String, Object> properties) {
        return new Settings(List.of(new MapPropertySource("properties", properties)));
    }

    static Settings variables(Map<String, Object> variables) {
        return new Settings(List.of(new SystemEnvironmentPropertySource("systemEnvironment", variables)));
    }

    /** With other properties, which these overrule. */
    Settings beside(Map<String, Object> properties) {
        return new Settings(Stream.concat(sources.stream(), properties(properties).sources.stream())
                .toList());
    }

    EngineProperties engine() {
        return read("longshore.engine", EngineProperties.class);
    }

    LedgerProperties ledger() {
        return read("longshore.ledger", LedgerProperties.class);
    }

    StoresProperties stores() {
        return read("longshore", StoresProperties.class);
    }

    ArchiveBuckets archive() {
        return read("longshore.archive", ArchiveBuckets.class);
    }

    ArchiveQueues queues() {
        return read("longshore.archive", ArchiveQueues.class);
    }

    SqsProperties sqs() {
        return read("longshore.sqs", SqsProperties.class);
    }

    <T> T read(String prefix, Class<T> type) {
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate(prefix, Bindable.of(type));
    }
}
