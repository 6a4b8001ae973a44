package dev.longshore.activities.sync;

import dev.longshore.storage.files.FileIdentity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a folder and all below it, one entry after the other, in the memory of its depth alone. */
final class FolderWalk {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWalk.class);
    private static final String ATTRIBUTES =
            "unix:mode,dev,ino,size,lastModifiedTime,ctime,isDirectory,isRegularFile,isSymbolicLink";

    /** Entries of one folder, of which there may be a million. */
    private static final int OFTEN = 1_000;

    private final Path root;
    private final Names names;
    private final Visitor visitor;

    FolderWalk(Path root, Names names, Visitor visitor) {
        this.root = root;
        this.names = names;
        this.visitor = visitor;
    }

    /** Is told what there is. */
    interface Visitor {

        /** Before what lies in it. */
        void folder(Path folder);

        void file(FoundFile file);

        /** The look goes on, though there may be nothing to be told of. */
        default void looking() {}

        /** What the flow's globs leave to others. */
        default void excluded(FoundFile file) {}

        /** What no flow moves. */
        default void leftAlone(Path entry, String why) {}

        /** Nobody knows what is in it. */
        default void unreadable(Path folder, String why) {
            LOG.warn("{} cannot be looked at: {}", folder, why);
        }
    }

    /** What disappears meanwhile is passed over; what cannot be read is said. */
    void walk(Path folder) {
        visitor.folder(folder);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            int looked = 0;
            for (Path entry : entries) {
                if (++looked % OFTEN == 0) {
                    visitor.looking();
                }
                visit(entry);
            }
        } catch (NoSuchFileException gone) {
            vanished(folder, gone);
        } catch (IOException | DirectoryIteratorException unreadable) {
            visitor.unreadable(folder, unreadable.toString());
        }
    }

    private void vanished(Path folder, NoSuchFileException gone) {
        if (folder.equals(root)) {
            visitor.unreadable(folder, gone.toString());
        } else {
            LOG.debug("{} is passed over: it is gone", folder);
        }
    }

    /** One entry of a folder that is known. */
    void visit(Path entry) {
        Path relative = root.relativize(entry);
        if (Names.isOwn(relative)) {
            return;
        }
        if (!isUnicode(relative)) {
            visitor.leftAlone(entry, "its name is not UTF-8");
            return;
        }
        Optional<Map<String, Object>> attributes = attributesOf(entry);
        if (attributes.isEmpty()) {
            return;
        }
        if (is(attributes.get(), "isDirectory")) {
            walk(entry);
        } else if (!is(attributes.get(), "isRegularFile")) {
            boolean isLink = is(attributes.get(), "isSymbolicLink");
            visitor.leftAlone(entry, isLink ? "it is a symbolic link" : "it is no regular file");
        } else if (names.holds(relative.toString())) {
            visitor.file(found(relative, attributes.get()));
        } else {
            visitor.excluded(found(relative, attributes.get()));
        }
    }

    private static FoundFile found(Path relative, Map<String, Object> attributes) {
        FileTime changed = (FileTime) Objects.requireNonNull(attributes.get("ctime"));
        return new FoundFile(relative.toString(), FileIdentity.of(attributes), changed.toInstant());
    }

    /** Names are bytes; one that is no text would not be found again by what is written of it. */
    private static boolean isUnicode(Path relative) {
        try {
            return Path.of(relative.toString()).equals(relative);
        } catch (InvalidPathException unwritable) {
            return false; // where the locale of this process knows no such characters
        }
    }

    private static Optional<Map<String, Object>> attributesOf(Path entry) {
        try {
            return Optional.of(Files.readAttributes(entry, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            LOG.debug("{} is passed over: {}", entry, gone.toString());
            return Optional.empty();
        }
    }

    private static boolean is(Map<String, Object> attributes, String name) {
        return Boolean.TRUE.equals(attributes.get(name));
    }
}
