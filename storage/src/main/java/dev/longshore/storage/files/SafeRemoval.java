package dev.longshore.storage.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes a file only if it still is the one that was verified. It is moved aside first, so that who writes to the name from
 * then on makes another file; what was moved is looked at; and what is another, or is being written to, is put back. Whoever
 * dies in between leaves the file aside, where {@link #putBack} finds it.
 */
public final class SafeRemoval {

    private static final int LONGEST_EXTENSION = 20;
    private static final int LONGEST_NAME = 200;

    private final Path aside;
    private final Writers writers;
    private final HardLinks links;

    /**
     * For files of one file system.
     *
     * @param aside a folder in it, for nothing else; made when it is needed
     * @param writers who opened a file before it was moved aside, and may write to it still
     */
    public SafeRemoval(Path aside, Writers writers) {
        this(aside, writers, HardLinks.ofTheSystem());
    }

    SafeRemoval(Path aside, Writers writers, HardLinks links) {
        this.aside = aside;
        this.writers = writers;
        this.links = links;
    }

    /** Those who may write to files. */
    @FunctionalInterface
    public interface Writers {

        /** The files that anybody has open for writing now; what was seen before this call does not count. */
        Set<Path> files();
    }

    /** What came of it. */
    public enum Outcome {
        REMOVED,
        /** There is nothing under the name, nor aside. */
        GONE,
        /** Another content is there, and stays. */
        REPLACED,
        /** It is there and stays, for somebody has it open for writing. */
        WRITTEN;

        /** Whether it is there no longer. */
        public boolean isGone() {
            return this == REMOVED || this == GONE;
        }
    }

    /** What becomes of a file that is aside and is what was verified; it must be aside no longer afterwards. */
    @FunctionalInterface
    public interface End {
        void of(Path moved) throws IOException;
    }

    /** As below, and nothing is left of it. */
    public Outcome remove(Path path, FileIdentity verified, String token) throws IOException {
        return remove(path, verified, token, Files::delete);
    }

    /**
     * May be repeated, with the same token for the same file.
     *
     * @param token names the file aside; plain letters and digits
     */
    public Outcome remove(Path path, FileIdentity verified, String token, End end) throws IOException {
        Optional<Outcome> absent = moveAside(path, verified, token);
        return absent.isPresent() ? absent.get() : settle(path, token, end(token, verified, end, writers.files()));
    }

    /** Several that are removed together: writers are looked for once, when all of them are aside. */
    public Batch batch() {
        return new Batch();
    }

    /** May be used by several at a time. */
    public final class Batch {

        private final Set<String> tokens = ConcurrentHashMap.newKeySet();
        private @Nullable Set<Path> written;

        private Batch() {}

        /** To be done with each before the first is removed. Who does not get on to its removal leaves it aside. */
        public void setAside(Path path, FileIdentity verified, String token) throws IOException {
            if (moveAside(path, verified, token).isEmpty()) {
                tokens.add(token);
            }
        }

        /** As {@link SafeRemoval#remove(Path, FileIdentity, String, End)}. */
        public Outcome remove(Path path, FileIdentity verified, String token, End end) throws IOException {
            if (!tokens.remove(token) || !verified.isAt(aside.resolve(token))) {
                return SafeRemoval.this.remove(path, verified, token, end); // nobody looked since it was moved
            }
            return settle(path, token, end(token, verified, end, written()));
        }

        /**
         * Ends what somebody began who died then, and what was aside before anything was asked of these.
         *
         * @return false if what is aside is not what was verified, or is being written to
         */
        public boolean finish(FileIdentity verified, String token, End end) throws IOException {
            return end(token, verified, end, written()) == Outcome.REMOVED;
        }

        private synchronized Set<Path> written() {
            if (written == null) {
                written = writers.files();
            }
            return written;
        }
    }

    /** Empty if it is aside now; otherwise what has become of it. */
    private Optional<Outcome> moveAside(Path path, FileIdentity verified, String token) throws IOException {
        Path moved = aside.resolve(token);
        if (verified.isAt(moved)) {
            return Optional.empty();
        }
        putBack(path, token); // what an earlier attempt moved and had no time to look at
        if (!verified.isAt(path)) {
            return Optional.of(Files.notExists(path, LinkOption.NOFOLLOW_LINKS) ? Outcome.GONE : Outcome.REPLACED);
        }
        Files.createDirectories(aside);
        try {
            Files.move(path, moved, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException failed) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw failed;
            }
            return Optional.of(Outcome.GONE); // a moment ago
        }
        return Optional.empty();
    }

    private Outcome settle(Path path, String token, Outcome outcome) throws IOException {
        if (outcome != Outcome.REMOVED) {
            putBack(path, token);
        }
        return outcome;
    }

    /** Writers are looked for first: one that has just closed it has written before what is looked at. */
    private Outcome end(String token, FileIdentity verified, End end, Set<Path> written) throws IOException {
        Path moved = aside.resolve(token);
        if (!verified.isAt(moved)) {
            return Outcome.REPLACED;
        }
        if (written.contains(moved)) {
            return Outcome.WRITTEN;
        }
        end.of(moved);
        return Outcome.REMOVED;
    }

    /** The tokens of those that are aside: after somebody died, or when others work at the same time. */
    public List<String> tokens() throws IOException {
        if (Files.notExists(aside, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(aside)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** Removes the folder for what is aside, if nothing is; only while nobody removes anything. */
    public void removeIfEmpty() throws IOException {
        if (Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.list(aside)) {
                if (all.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(aside);
        }
    }

    /**
     * Gives a file its name back, without taking that of another: where the name is another's by now, or the file system
     * knows no way to see to that, it gets a name like it which nobody else can have.
     *
     * @return what its name is now; empty if nothing is aside
     */
    public Optional<Path> putBack(Path path, String token) throws IOException {
        Path moved = aside.resolve(token);
        if (Files.notExists(moved, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        if (isNamed(path, moved)) {
            Files.delete(moved);
            return Optional.of(path);
        }
        Path other = unheardOf(path);
        Files.move(moved, other, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(other);
    }

    /** Also if somebody gave it the name who died before he took the other away. */
    private boolean isNamed(Path path, Path moved) throws IOException {
        try {
            links.link(path, moved);
            return true;
        } catch (FileAlreadyExistsException taken) {
            Optional<FileIdentity> there = FileIdentity.of(path);
            return there.isPresent()
                    && FileIdentity.of(moved).filter(there.get()::isSameFile).isPresent();
        } catch (UnsupportedOperationException none) {
            return false;
        } catch (FileSystemException refused) {
            if (HardLinks.saysSomethingElse(refused)) {
                throw refused;
            }
            return false;
        }
    }

    private static Path unheardOf(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - extension.length());
        boolean isLong = name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
        return path.resolveSibling((isLong ? "" : stem + "-") + UUID.randomUUID() + extension);
    }
}
