package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a flow is confined to, one in each line of a file of its host. What begins with # or ; is a comment; empty
 * lines mean nothing, and an empty file means no path at all. Read anew whenever the file is another.
 */
final class FilesFrom {

    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_PATHS = 500_000;
    private static final String STATE = "unix:dev,ino,size,lastModifiedTime,ctime,isRegularFile";

    private final Path file;
    private volatile @Nullable Listed last;

    FilesFrom(Path file) {
        this.file = file;
    }

    /** As the file is now. Throws a failure that says what is wrong with it, and that the flow waits until it is right. */
    Listed now() {
        try {
            Map<String, Object> state = Files.readAttributes(file, STATE); // from before it is read
            Listed known = last;
            if (known == null || !known.state.equals(state)) {
                known = new Listed(state, read(state));
                last = known;
            }
            return known;
        } catch (NoSuchFileException missing) {
            throw UNAVAILABLE.because(wrong("is missing"), missing);
        } catch (IOException unreadable) {
            throw UNAVAILABLE.because(wrong("cannot be read (" + unreadable + ")"), unreadable);
        }
    }

    /** As it was last read. */
    Listed last() {
        Listed known = last;
        return known == null ? now() : known;
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private String[] read(Map<String, Object> state) throws IOException {
        if (!Boolean.TRUE.equals(state.get("isRegularFile"))) {
            throw UNAVAILABLE.because(wrong("is no regular file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw UNAVAILABLE.because(wrong("is larger than 16 MiB"));
            }
            String[] paths = pathsIn(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            if (paths.length > MOST_PATHS) {
                throw UNAVAILABLE.because(wrong("names more than 500,000 paths"));
            }
            return paths;
        } catch (CharacterCodingException otherwise) {
            throw UNAVAILABLE.because(wrong("is not written in UTF-8"), otherwise);
        }
    }

    private static String[] pathsIn(String text) {
        String[] paths = text.lines()
                .map(line -> line.replaceFirst("^\ufeff", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .map(line -> line.replaceFirst("^/+", ""))
                .limit(MOST_PATHS + 1L)
                .toArray(String[]::new);
        Arrays.sort(paths);
        return paths;
    }

    private String wrong(String what) {
        return "the list of files " + file
                + " (longshore.sync.flows[].files-from), without which nothing of the flow is moved: it " + what;
    }

    /** What the file named. */
    static final class Listed {

        private final Map<String, Object> state;
        private final String[] paths;

        private Listed(Map<String, Object> state, String[] paths) {
            this.state = state;
            this.paths = paths;
        }

        boolean holds(String path) {
            return Arrays.binarySearch(paths, path) >= 0;
        }

        /** Whether there is a path in the folder, at any depth. */
        boolean holdsBelow(String folder) {
            int place = Arrays.binarySearch(paths, folder + "/");
            int next = place < 0 ? -place - 1 : place;
            return next < paths.length && paths[next].startsWith(folder + "/");
        }
    }
}
