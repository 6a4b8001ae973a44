package dev.longshore.connections;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <data>/endpoints.json}: its presence, with a living pid in it, means that the local mode is ready. */
public final class EndpointsFile {

    private static final List<String> OF_A_GUARDED_ENGINE = List.of(
            "api-key", "tls.client-cert-path", "tls.client-key-path", "tls.server-ca-cert-path", "tls.server-name");

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    public EndpointsFile(Path data) {
        this.file = data.resolve("endpoints.json");
    }

    /** Appears whole or not at all, readable by its owner alone. */
    public void write(Endpoints endpoints) {
        try {
            Path draft = file.resolveSibling("endpoints.json.draft");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(endpoints));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty also if the process that wrote it is gone. */
    public Optional<Endpoints> read() {
        try {
            Endpoints endpoints = parsed(Files.readAllBytes(file));
            return ProcessHandle.of(endpoints.pid())
                    .filter(ProcessHandle::isAlive)
                    .map(living -> endpoints);
        } catch (NoSuchFileException nothingRuns) {
            return Optional.empty();
        } catch (JacksonException spoiled) { // its message may show what stands in the file
            throw new WrongSettingException(file + " cannot be read: it is not what ./longshore up wrote");
        } catch (IOException e) {
            throw new WrongSettingException(file + " cannot be read: " + e.getMessage());
        }
    }

    private Endpoints parsed(byte[] content) throws IOException {
        Endpoints endpoints = json.readValue(content, Endpoints.class);
        if (endpoints == null || endpoints.pid() <= 0) {
            throw new WrongSettingException(file + " cannot be read: it names no process");
        }
        return endpoints;
    }

    /** What the settings of a process become that joins this local mode. */
    public static Map<String, Object> settingsOf(Endpoints endpoints) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (endpoints.engine() != null) {
            settings.putAll(settingsOf(endpoints.engine()));
        }
        if (endpoints.s3() != null) {
            settings.put("longshore.s3.endpoint", endpoints.s3().endpoint());
            settings.put("longshore.s3.access-key", endpoints.s3().accessKey());
            settings.put("longshore.s3.secret-key", endpoints.s3().secretKey());
            settings.put("longshore.s3.region", "us-east-1");
            settings.put("longshore.s3.path-style", "true");
            settings.put("longshore.s3.checksums", "when-supported");
            settings.put("longshore.s3.all-buckets", "true");
        }
        settings.putAll(settingsOfQueuesAt(endpoints.sqs()));
        putIfThere(settings, "longshore.ledger.url", endpoints.postgres());
        return settings;
    }

    /** Where a local mode has no queues, those are not meant that the environment names elsewhere. */
    private static Map<String, Object> settingsOfQueuesAt(@Nullable String endpoint) {
        return endpoint == null
                ? Map.of("longshore.archive.source-queue", "", "longshore.archive.destination-queue", "")
                : Map.of(
                        "longshore.sqs.endpoint", endpoint,
                        "longshore.sqs.region", "us-east-1",
                        "longshore.sqs.access-key", "local",
                        "longshore.sqs.secret-key", "local");
    }

    /** A local engine has one namespace and no guard; what the environment says of another engine is not meant for it. */
    private static Map<String, Object> settingsOf(Endpoints.Engine engine) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("longshore.engine.address", engine.address());
        putIfThere(settings, "longshore.engine.ui", engine.ui());
        if (!engine.way().equals(Endpoints.Engine.EXTERNAL)) {
            settings.put("longshore.engine.namespace", "default");
            settings.put("longshore.engine.tls.enabled", "false");
            OF_A_GUARDED_ENGINE.forEach(key -> settings.put("longshore.engine." + key, ""));
        }
        return settings;
    }

    private static void putIfThere(Map<String, Object> settings, String key, @Nullable Object value) {
        if (value != null) {
            settings.put(key, value);
        }
    }
}
