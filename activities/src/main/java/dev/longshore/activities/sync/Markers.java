package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.storage.files.FileIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files whose names say that others are finished: {@code a.pdf.done} that {@code a.pdf} is. */
final class Markers {

    private static final Logger LOG = LoggerFactory.getLogger(Markers.class);
    private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime,isRegularFile";
    private static final int MOST = 10_000;

    private final Flow flow;
    private final String marker;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<String, Instant> alone = new HashMap<>();

    /** @param patience after which a marker without a file is reported */
    Markers(Flow flow, Duration patience, InstantSource clock) {
        this.flow = flow;
        this.marker = Objects.requireNonNullElse(flow.rules().marker(), "");
        this.patience = patience;
        this.clock = clock;
    }

    /** Whether the flow has such a thing at all. */
    boolean areUsed() {
        return !marker.isEmpty();
    }

    boolean isMarker(String path) {
        return areUsed() && isMarked(path, marker);
    }

    /** Whether the name is that of a marker, and not only what markers end with. */
    static boolean isMarked(String path, String marker) {
        return path.endsWith(marker)
                && path.length() > marker.length()
                && path.charAt(path.length() - marker.length() - 1) != '/';
    }

    /** What the marker says is finished. */
    Path fileOf(String path) {
        return flow.fileOf(path.substring(0, path.length() - marker.length()));
    }

    /** The file, if there is a marker that is not older: that of a former file says nothing of this one. */
    Optional<SeenFile> finished(FoundFile file) {
        Optional<Map<String, Object>> there = attributesOf(flow.fileOf(file.path() + marker));
        return there.filter(attributes -> !touched(attributes).isBefore(written(file)))
                .map(attributes -> new SeenFile(
                        file.path(),
                        Identities.text(file.identity(), FileIdentity.of(attributes)),
                        file.identity().size()));
    }

    /** Notes a marker; says once that it has no file, when it has had none for a while. */
    void note(String path) {
        if (Files.exists(fileOf(path), LinkOption.NOFOLLOW_LINKS)) {
            alone.remove(path);
            return;
        }
        Instant now = clock.instant();
        Instant since = alone.size() < MOST ? alone.computeIfAbsent(path, seen -> now) : alone.get(path);
        if (since != null && !since.equals(Instant.MAX) && !since.plus(patience).isAfter(now)) {
            LOG.warn("{} says that {} is finished, which is not there", flow.fileOf(path), fileOf(path));
            alone.put(path, Instant.MAX);
        }
    }

    private static Instant written(FoundFile file) {
        return file.modified().isBefore(file.changed()) ? file.modified() : file.changed();
    }

    private static Instant touched(Map<String, Object> attributes) {
        Instant modified = ((FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"))).toInstant();
        Instant changed = ((FileTime) Objects.requireNonNull(attributes.get("ctime"))).toInstant();
        return modified.isAfter(changed) ? modified : changed;
    }

    private static Optional<Map<String, Object>> attributesOf(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS))
                    .filter(attributes -> Boolean.TRUE.equals(attributes.get("isRegularFile")));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException hidden) {
            LOG.debug("{} cannot be looked at: {}", path, hidden.toString());
            return Optional.empty();
        }
    }
}
