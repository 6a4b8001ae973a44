package dev.longshore.benchmarks;

import dev.longshore.activities.archive.RequestPriceProperties;
import dev.longshore.activities.archive.ZipArchiveActivitiesImpl;
import dev.longshore.activities.archive.ZipArchiveProperties;
import dev.longshore.connections.ConnectionsConfiguration;
import dev.longshore.connections.Startup;
import dev.longshore.ledger.Ledger;
import dev.longshore.storage.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** A worker's steps, store and ledger without an engine: takes orders line by line until its input ends. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({ZipArchiveProperties.class, RequestPriceProperties.class})
@Import(ConnectionsConfiguration.class)
public class PlayedWorker {

    public static void main(String[] arguments) {
        try {
            answerAll();
            System.exit(0);
        } catch (IOException | RuntimeException failure) {
            failure.printStackTrace();
            System.exit(1); // threads of the engine's library would go on
        }
    }

    private static void answerAll() throws IOException {
        SpringApplicationBuilder app = new SpringApplicationBuilder(PlayedWorker.class).web(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = new Startup(System.getenv()).run(app);
                PlayedArchive archive = new PlayedArchive(
                        context.getBean(Ledger.class), context.getBean(ZipArchiveActivitiesImpl.class));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            context.getBean(Ledger.class).migrate();
            System.out.println("{\"ready\":true}");
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                System.out.println(archive.made(JsonMapper.shared().readTree(order)));
            }
        }
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService pulseClock() {
        return Executors.newScheduledThreadPool(2);
    }

    @Bean
    ZipArchiveActivitiesImpl steps(
            ConfigurableApplicationContext app, ZipArchiveProperties properties, RequestPriceProperties prices) {
        return new ZipArchiveActivitiesImpl(
                app.getBean(Ledger.class),
                app.getBean(Stores.class),
                properties,
                app.getBean(ScheduledExecutorService.class),
                () -> false,
                new SimpleMeterRegistry(),
                null,
                prices);
    }
}
