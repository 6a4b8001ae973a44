package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.workflows.archive.LinkTerm;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a download link shall give the archive, as an order says it. */
final class LinkWish {

    private static final Duration UNLESS_SAID = Duration.ofHours(1);

    private LinkWish() {}

    /** The same text, if it is one. */
    static String checked(String text) {
        if (LinkTerm.of(text).isEmpty()) {
            throw badRequest(
                    "link is \"" + text + "\"; write presigned: and a time from 1m to 7d, such as presigned:30m,"
                            + " presigned:24h or presigned:7d.");
        }
        return text;
    }

    /** Of a text that was checked when it was kept. */
    static Duration validFor(@Nullable String kept) {
        return Optional.ofNullable(kept).flatMap(LinkTerm::of).orElse(UNLESS_SAID);
    }
}
