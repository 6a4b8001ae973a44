package dev.longshore.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretTest {

    private static final Map<String, Object> SECRETS = Map.of(
            "longshore.ledger.password", "hidden1",
            "longshore.engine.api-key", "hidden2",
            "longshore.s3.access-key", "hidden3",
            "longshore.s3.secret-key", "hidden4",
            "longshore.stores.minio.access-key", "hidden5",
            "longshore.stores.minio.secret-key", "hidden6");

    @Test
    void noRecordOfSettingsShowsIt() {
        Settings settings = Settings.properties(SECRETS);
        List<Object> records = List.of(
                settings.ledger(),
                settings.engine(),
                settings.stores(),
                StoreSettingsReader.settingsOf(settings.stores(), settings.archive()));

        assertThat(records)
                .allSatisfy(each ->
                        assertThat(each.toString()).doesNotContain("hidden").contains("***"));
    }

    @Test
    void theEndpointsOfALocalModeDoNotShowIt() {
        var s3 = new Endpoints.S3("http://127.0.0.1:9000", "minioadmin", "hidden");

        assertThat(new Endpoints(1, null, s3, null, null, null, null, null, null).toString())
                .doesNotContain("hidden");
    }

    @Test
    void anotherSettingThatIsWrongDoesNotShowIt() {
        Throwable failure = catchThrowable(() -> Settings.properties(
                        Map.of("longshore.ledger.password", "hidden", "longshore.ledger.max-connections", "many"))
                .ledger());
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int code = Startup.explain(failure, new PrintStream(errors, true, UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString(UTF_8)).doesNotContain("hidden");
        assertThat(failure).hasStackTraceContaining("max-connections");
        assertThat(stackTraceOf(failure)).doesNotContain("hidden");
    }

    private static String stackTraceOf(Throwable failure) {
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        failure.printStackTrace(new PrintStream(trace, true, UTF_8));
        return trace.toString(UTF_8);
    }
}
