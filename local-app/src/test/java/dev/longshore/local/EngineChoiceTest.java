package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.connections.WrongSettingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineChoiceTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/temporal", "/"})
    void refusesACliThatIsNone(String named) {
        assertThatThrownBy(() -> EngineChoice.of(Map.of("TEMPORAL_CLI_PATH", named), data))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("TEMPORAL_CLI_PATH is '" + named + "'");
    }

    @Test
    void takesTheEngineThatTheEnvironmentNames() {
        EngineChoice choice = EngineChoice.of(Map.of("TEMPORAL_ADDRESS", "temporal:7233"), data);

        assertThat(choice.way()).isEqualTo(EngineChoice.Way.EXTERNAL);
    }

    @Test
    void startsItsOwnEngineWhateverTheEnvironmentNames() {
        Map<String, String> environment = Map.of(
                "TEMPORAL_ADDRESS", "temporal:7233",
                "TEMPORAL_API_KEY", "key",
                "LONGSHORE_ENGINE", "external",
                "LONGSHORE_ENGINE_NAMESPACE", "files",
                "HOME", "/home/anna");

        Map<String, String> own = OwnEngine.environment(environment);

        assertThat(own).isEqualTo(Map.of("HOME", "/home/anna"));
        assertThat(EngineChoice.of(own, data).way()).isEqualTo(EngineChoice.Way.IN_PROCESS);
    }

    @Test
    void keepsTheCliForAnEngineOfItsOwn() {
        Map<String, String> environment = Map.of("TEMPORAL_CLI_PATH", "/bin/sh", "LONGSHORE_ENGINE", "dev-server");

        assertThat(OwnEngine.environment(environment)).isEqualTo(environment);
    }
}
