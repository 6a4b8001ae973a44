package dev.longshore.ledger.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a survey saw under a name, on one side.
 *
 * @param path below the flow's folder or prefix
 * @param file the identity of a file, null if this is no file
 * @param object the identity of an object, null if this is none
 * @param what null unless nothing more is to be looked at
 * @param why what is to be said of it then
 */
public record ListedName(
        String path,
        @Nullable String file,
        @Nullable String object,
        long bytes,
        Instant touched,
        @Nullable String what,
        @Nullable String why) {}
