package dev.longshore.starters;

import dev.longshore.connections.ConnectionsConfiguration;
import dev.longshore.connections.EndpointsFile;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.connections.Startup;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.starters.archive.ZipArchiveConfiguration;
import dev.longshore.starters.cli.ApiOptions;
import dev.longshore.starters.cli.DataFolder;
import dev.longshore.starters.cli.ExitCodes;
import dev.longshore.starters.cli.LaunchedVerb;
import dev.longshore.starters.cli.Surroundings;
import dev.longshore.starters.engine.EngineConfiguration;
import dev.longshore.starters.guard.GuardConfiguration;
import dev.longshore.starters.health.HealthConfiguration;
import dev.longshore.starters.jobs.JobsConfiguration;
import dev.longshore.starters.metrics.MetricsConfiguration;
import dev.longshore.starters.openapi.OpenApiController;
import dev.longshore.starters.problem.ProblemAdvice;
import dev.longshore.starters.reconciler.ReconcilerConfiguration;
import dev.longshore.starters.stores.StoreProbes;
import dev.longshore.starters.stores.StoresController;
import dev.longshore.starters.sync.MinioSyncConfiguration;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;

/** The API app. Nothing is scanned for: what it consists of stands here. */
@SpringBootConfiguration(proxyBeanMethods = false)
@PropertySource("classpath:dev/longshore/starters/api.properties")
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@Import({
    ConnectionsConfiguration.class,
    EngineConfiguration.class,
    MigratedLedger.class,
    GuardConfiguration.class,
    ProblemAdvice.class,
    JobsConfiguration.class,
    ZipArchiveConfiguration.class,
    MinioSyncConfiguration.class,
    StoreProbes.class,
    StoresController.class,
    HealthConfiguration.class,
    ReconcilerConfiguration.class,
    MetricsConfiguration.class,
    OpenApiController.class
})
public class ApiApplication {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        int exitCode = new LaunchedVerb(surroundings)
                .run(new ApiOptions(), arguments, options -> serve(options, surroundings));
        System.exit(exitCode);
    }

    private static int serve(ApiOptions options, Surroundings surroundings) throws InterruptedException {
        try {
            ConfigurableApplicationContext app = new Startup(System.getenv())
                    .joining(new EndpointsFile(DataFolder.named(options.data(), surroundings)
                                    .path())
                            .read())
                    .with(settings(options))
                    .run(new SpringApplicationBuilder(ApiApplication.class));
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            System.out.println("API: " + addressOf(app.getEnvironment()));
        } catch (RuntimeException failure) {
            if (options.isDebug()) {
                failure.printStackTrace();
            }
            return explain(failure, System.err);
        }
        Thread.currentThread().join(); // the end is a signal
        return ExitCodes.DONE;
    }

    private static Map<String, Object> settings(ApiOptions options) {
        Map<String, Object> settings = new LinkedHashMap<>();
        options.host().ifPresent(host -> settings.put("longshore.api.host", host));
        options.port().ifPresent(port -> settings.put("longshore.api.port", port));
        return settings;
    }

    private static String addressOf(Environment settings) {
        String host = settings.getProperty("longshore.api.host", "127.0.0.1");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + settings.getProperty("local.server.port");
    }

    private static int explain(Throwable failure, PrintStream errors) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineUnavailableException || cause instanceof LedgerUnavailableException) {
                errors.println("error: " + cause.getMessage());
                return Startup.NO_ANSWER;
            }
            if (cause instanceof PortInUseException taken) {
                errors.println("error: port " + taken.getPort()
                        + " (API) is taken by another program: set another with --port or LONGSHORE_API_PORT");
                return Startup.WRONG_SETTING;
            }
        }
        return Startup.explain(failure, errors);
    }
}
