package dev.longshore.activities.sync;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which paths below a folder belong to a flow. */
public final class Names {

    /** What Longshore itself puts into folders and buckets. */
    static final String OWN = ".longshore-";

    /** With it the original kept a folder visible in the bucket. */
    private static final String PLACEHOLDER = ".directory_placeholder";

    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final String marker;
    private final @Nullable FilesFrom list;

    /** Globs, as {@link java.nio.file.FileSystem#getPathMatcher} knows them. */
    public Names(List<String> include, List<String> exclude) {
        this(include, exclude, "", null);
    }

    /**
     * As above.
     *
     * @param marker what names end with that belong to the flow whenever they do without it
     * @param list to which the flow is confined; null: to none
     */
    Names(List<String> include, List<String> exclude, String marker, @Nullable FilesFrom list) {
        this.include = matchers(include);
        this.exclude = matchers(exclude);
        this.marker = marker;
        this.list = list;
    }

    boolean holds(String path) {
        boolean isMarker = !marker.isEmpty() && Markers.isMarked(path, marker);
        String marked = isMarker ? path.substring(0, path.length() - marker.length()) : path;
        Path name = Path.of(marked);
        return !isOwn(name)
                && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(name)))
                && exclude.stream().noneMatch(glob -> glob.matches(name))
                && (list == null || list.last().holds(marked));
    }

    /** Whether a folder is left to others, whatever else globs take in. */
    boolean excludes(String folder) {
        boolean isListed = list == null || list.last().holdsBelow(folder);
        return !isListed || exclude.stream().anyMatch(glob -> glob.matches(Path.of(folder)));
    }

    /**
     * Reads the list anew if it changed. Throws a failure that says what is wrong with it, and that the flow waits until it is
     * right.
     *
     * @return what stands for the names as they are: another one after they changed
     */
    Object require() {
        return list == null ? this : list.now();
    }

    /** Why a path that is not Longshore's own does not belong to the flow. */
    String whyNot() {
        return list == null
                ? "the flow's globs leave it out"
                : "the flow's globs, or its list " + list + ", leave it out";
    }

    static boolean isOwn(Path name) {
        for (Path part : name) {
            if (part.toString().startsWith(OWN)) {
                return true;
            }
        }
        return name.endsWith(PLACEHOLDER);
    }

    private static List<PathMatcher> matchers(List<String> globs) {
        return globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }
}
