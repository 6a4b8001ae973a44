package dev.longshore.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** What a process takes from a local mode beside it, and what from its environment. */
final class JoiningTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', local:7233 jdbc:local http://local:9000",
        "named:7233, '', named:7233 jdbc:local http://local:9000",
        "named:7233, jdbc:named, named:7233 null null"
    })
    void takesWhatTheEnvironmentDoesNotName(String namedEngine, String namedLedger, String taken) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TEMPORAL_ADDRESS", namedEngine);
        environment.put("LONGSHORE_LEDGER_URL", namedLedger);

        Environment settings = joined(environment);

        assertThat(settings.getProperty("longshore.engine.address")
                        + " " + settings.getProperty("longshore.ledger.url")
                        + " " + settings.getProperty("longshore.s3.endpoint"))
                .isEqualTo(taken);
    }

    private static Environment joined(Map<String, String> environment) {
        Endpoints local = new Endpoints(
                1,
                null,
                new Endpoints.S3("http://local:9000", "key", "secret"),
                null,
                null,
                "jdbc:local",
                new Endpoints.Engine("in-process", "local:7233", null),
                null,
                null);
        Startup startup = new Startup(environment).joining(Optional.of(local));
        try (ConfigurableApplicationContext app =
                startup.run(new SpringApplicationBuilder(Object.class).web(WebApplicationType.NONE))) {
            return app.getEnvironment();
        }
    }
}
