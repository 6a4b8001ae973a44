package dev.longshore.worker;

import dev.longshore.activities.archive.RequestPriceProperties;
import dev.longshore.activities.archive.ZipArchiveActivitiesImpl;
import dev.longshore.activities.archive.ZipArchiveProperties;
import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.connections.ArchiveQueues;
import dev.longshore.connections.ConnectionsConfiguration;
import dev.longshore.connections.MessageQueues;
import dev.longshore.storage.Stores;
import dev.longshore.worker.archive.ConsumerQueue;
import dev.longshore.worker.archive.ZipArchiveWorker;
import dev.longshore.workflows.archive.ZipArchiveWorkflow;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What a worker process is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerProperties.class, ZipArchiveProperties.class, RequestPriceProperties.class})
@Import({ConnectionsConfiguration.class, Workbench.class, WorkerPools.class, WorkerHealth.class})
public class WorkerConfiguration {

    @Bean
    Draining draining() {
        return new Draining();
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService pulseClock() {
        return Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "longshore-pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    PrometheusMeterRegistry meters(Stores stores) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new StoreGauges(stores).bindTo(registry);
        return registry;
    }

    @Bean
    ConsumerQueue consumerQueue(ArchiveQueues names, MessageQueues queues) {
        return ConsumerQueue.of(names, queues);
    }

    @Bean
    Pool archivePool(
            Workbench bench, ZipArchiveProperties properties, RequestPriceProperties prices, ConsumerQueue consumer) {
        return new ZipArchiveWorker(
                new JobActivitiesImpl(bench.ledger().runs(), bench.meters(), ZipArchiveWorkflow.TASK_QUEUE),
                new ZipArchiveActivitiesImpl(
                        bench.ledger(),
                        bench.stores(),
                        properties,
                        bench.clock(),
                        bench.draining(),
                        bench.meters(),
                        consumer.notices(),
                        prices));
    }
}
