package dev.longshore.starters.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which engine it is.
 *
 * @param id differs between any two engines, and between two lives of one that forgets
 * @param way {@code external}, {@code dev-server} or {@code in-process}
 * @param ui where its Web UI is, if it has one
 * @param lacks what it cannot do, for people
 * @param advice what somebody should do about it; null if all is well
 */
public record EngineIdentity(
        String id,
        String way,
        String address,
        @Nullable String ui,
        List<String> lacks,
        @Nullable String advice) {}
