package dev.longshore.connections;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerSettings;
import dev.longshore.storage.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients that every app needs. None of them connects before it is used. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    EngineProperties.class,
    LedgerProperties.class,
    StoresProperties.class,
    ArchiveBuckets.class,
    SqsProperties.class,
    ArchiveQueues.class
})
public class ConnectionsConfiguration {

    private static final Duration CONNECTION_WITHIN = Duration.ofSeconds(10);

    @Bean
    EngineConnection engine(EngineProperties properties, Scope engineFigures) {
        return new EngineConnection(properties, engineFigures);
    }

    /** The figures of Temporal's client and workers, beside the app's own if it has any. */
    @Bean
    Scope engineFigures(ObjectProvider<MeterRegistry> meters) {
        MeterRegistry registry = meters.getIfAvailable();
        return registry == null
                ? new NoopScope()
                : new RootScopeBuilder()
                        .reporter(new MicrometerClientStatsReporter(registry))
                        .reportEvery(com.uber.m3.util.Duration.ofSeconds(2));
    }

    @Bean
    Ledger ledger(LedgerProperties properties) {
        if (properties.url() == null) {
            throw new WrongSettingException("LONGSHORE_LEDGER_URL is not set: name a PostgreSQL database, for example"
                    + " jdbc:postgresql://127.0.0.1:5432/longshore, or run ./longshore up");
        }
        Secret password = properties.password();
        return Ledger.connect(new LedgerSettings(
                properties.url(),
                Objects.requireNonNullElse(properties.user(), ""),
                password == null ? "" : password.value(),
                properties.maxConnections(),
                "longshore",
                CONNECTION_WITHIN));
    }

    @Bean
    Stores stores(StoresProperties properties, ArchiveBuckets archive) {
        return new Stores(StoreSettingsReader.settingsOf(properties, archive));
    }

    @Bean
    MessageQueues messageQueues(SqsProperties properties) {
        return new MessageQueues(properties);
    }
}
