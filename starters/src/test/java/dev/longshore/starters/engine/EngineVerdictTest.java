package dev.longshore.starters.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.NotedEngine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EngineVerdictTest {

    private static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(noted("external", "a"), present("external", "a"), true, EngineVerdict.KNOWN),
                Arguments.of(noted("external", "a"), present("external", "b"), true, EngineVerdict.FOREIGN),
                Arguments.of(noted("external", "a"), present("external", "b"), false, EngineVerdict.WELCOME),
                Arguments.of(noted("dev-server", "a"), present("in-process", "x"), true, EngineVerdict.FOREIGN),
                Arguments.of(noted("in-process", "x"), present("dev-server", "a"), true, EngineVerdict.FOREIGN),
                Arguments.of(noted("in-process", "x"), present("dev-server", "a"), false, EngineVerdict.WELCOME),
                Arguments.of(noted("in-process", "x"), present("in-process", "y"), true, EngineVerdict.WELCOME),
                Arguments.of(noted("in-process", "x"), present("in-process", "x"), true, EngineVerdict.KNOWN),
                Arguments.of(Optional.empty(), present("external", "a"), true, EngineVerdict.WELCOME));
    }

    @ParameterizedTest(name = "the ledger knows {0}, there is {1}, jobs have run: {2} -> {3}")
    @MethodSource("cases")
    void knowsAForeignEngine(
            Optional<NotedEngine> noted, EngineIdentity present, boolean haveJobsRun, EngineVerdict expected) {
        assertThat(EngineVerdict.of(noted, present, () -> haveJobsRun)).isEqualTo(expected);
    }

    private static Optional<NotedEngine> noted(String way, String id) {
        return Optional.of(new NotedEngine(id, way, Instant.EPOCH));
    }

    private static EngineIdentity present(String way, String id) {
        return new EngineIdentity(id, way, "engine:7233", null, List.of(), null);
    }
}
