package dev.longshore.activities.sync;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Which paths below a folder belong to a flow. */
public final class Names {

    /** What Longshore itself puts into folders and buckets. */
    static final String OWN = ".longshore-";

    /** With it the original kept a folder visible in the bucket. */
    private static final String PLACEHOLDER = ".directory_placeholder";

    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final String marker;

    /** Globs, as {@link java.nio.file.FileSystem#getPathMatcher} knows them. */
    public Names(List<String> include, List<String> exclude) {
        this(include, exclude, "");
    }

    /** @param marker what names end with that belong to the flow whenever they do without it */
    Names(List<String> include, List<String> exclude, String marker) {
        this.include = matchers(include);
        this.exclude = matchers(exclude);
        this.marker = marker;
    }

    boolean holds(String path) {
        boolean isMarker = !marker.isEmpty() && Markers.isMarked(path, marker);
        Path name = Path.of(isMarker ? path.substring(0, path.length() - marker.length()) : path);
        return !isOwn(name)
                && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(name)))
                && exclude.stream().noneMatch(glob -> glob.matches(name));
    }

    /** Whether the globs leave it to others, whatever else they take in. */
    boolean excludes(String path) {
        return exclude.stream().anyMatch(glob -> glob.matches(Path.of(path)));
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
