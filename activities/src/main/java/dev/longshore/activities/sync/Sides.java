package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import dev.longshore.storage.files.FileIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Both sides of a flow, and what the ledger knows to be at its target. */
record Sides(Flow flow, Stores stores) {

    boolean isUp() {
        return flow.direction() == Direction.UP;
    }

    S3Store store() {
        return stores.of(flow.place(), Right.READ);
    }

    /** How a survey notes an object. */
    static String text(ListedObject object) {
        return object.size() + ":" + Identities.text(object);
    }

    Optional<FileIdentity> fileAt(String path) {
        try {
            return FileIdentity.of(flow.fileOf(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fails for a file that is to become an object and cannot; in the folder of a flow down it just has none. */
    Optional<ObjectPin> objectAt(String path) {
        if (!isUp() && !flow.hasObjectFor(path)) {
            return Optional.empty();
        }
        return store().facts(flow.objectOf(path)).map(ObjectFacts::pin);
    }

    /** As it was listed. */
    Optional<ObjectPin> objectIn(SyncFinding finding) {
        return Optional.ofNullable(finding.object()).map(text -> {
            int colon = text.indexOf(':');
            return new ObjectPin(
                    flow.objectOf(finding.path()),
                    Identities.etag(text.substring(colon + 1)),
                    Long.parseLong(text.substring(0, colon)));
        });
    }

    /** The identity of the content at the flow's source, as the ledger writes it, when it was listed. */
    Optional<String> sourceIn(SyncFinding finding) {
        return isUp()
                ? Optional.ofNullable(finding.file())
                : Optional.ofNullable(finding.object()).map(text -> text.substring(text.indexOf(':') + 1));
    }

    /** Where a content of this name is, unless another was there before. */
    String targetOf(String path) {
        return isUp() ? flow.objectOf(path).toString() : flow.fileOf(path).toString();
    }

    String sourceOf(String path) {
        return isUp() ? flow.fileOf(path).toString() : flow.objectOf(path).toString();
    }

    /** Under which names of the source a content may have been that has this name at the target. */
    static List<String> namesBefore(String path) {
        return Suffixes.without(path).map(before -> List.of(path, before)).orElse(List.of(path));
    }

    /** What is asked for by its target alone, for nobody can tell which name it had before. */
    Optional<String> targetOfShortened(String path) {
        return Suffixes.mayHaveLostItsEnd(path) && (!isUp() || flow.hasObjectFor(path))
                ? Optional.of(targetOf(path))
                : Optional.empty();
    }

    /** The newest content that was verified under this name of the target. */
    Optional<SyncFile> receiptAt(String path, Map<String, List<SyncFile>> lives) {
        String target = targetOf(path);
        Stream<List<SyncFile>> known = Suffixes.mayHaveLostItsEnd(path)
                ? lives.values().stream()
                : namesBefore(path).stream().map(name -> lives.getOrDefault(name, List.of()));
        return known.flatMap(List::stream)
                .filter(content -> content.verifiedAt() != null && target.equals(content.target()))
                .max(java.util.Comparator.comparing(SyncFile::verifiedAt));
    }

    static Optional<SyncFile> newest(String path, Map<String, List<SyncFile>> lives) {
        return Stream.ofNullable(lives.get(path)).flatMap(List::stream).findFirst();
    }

    Path file(String path) {
        return flow.fileOf(path);
    }

    ObjectAddress object(String path) {
        return flow.objectOf(path);
    }
}
