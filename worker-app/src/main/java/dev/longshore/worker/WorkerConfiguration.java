package dev.longshore.worker;

import dev.longshore.activities.archive.RequestPriceProperties;
import dev.longshore.activities.archive.ZipArchiveActivitiesImpl;
import dev.longshore.activities.archive.ZipArchiveProperties;
import dev.longshore.activities.control.JobActivitiesImpl;
import dev.longshore.activities.sync.MinioSyncActivitiesImpl;
import dev.longshore.activities.sync.MinioSyncProperties;
import dev.longshore.activities.sync.SyncRulesProperties;
import dev.longshore.connections.ArchiveQueues;
import dev.longshore.connections.ConnectionsConfiguration;
import dev.longshore.connections.MessageQueues;
import dev.longshore.connections.WrongSettingException;
import dev.longshore.storage.Stores;
import dev.longshore.worker.archive.ConsumerQueue;
import dev.longshore.worker.archive.ZipArchiveWorker;
import dev.longshore.worker.sync.MinioSyncWorker;
import dev.longshore.workflows.archive.ZipArchiveWorkflow;
import dev.longshore.workflows.sync.MinioSyncWorkflow;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** What a worker process is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    WorkerProperties.class,
    ZipArchiveProperties.class,
    RequestPriceProperties.class,
    MinioSyncProperties.class,
    SyncRulesProperties.class
})
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

    /** Made when the pool starts, so that no other pool stumbles over settings of flows. */
    @Bean
    @Lazy
    MinioSyncActivitiesImpl syncSteps(Workbench bench, MinioSyncProperties properties, SyncRulesProperties rules) {
        try {
            return new MinioSyncActivitiesImpl(
                    bench.ledger(), bench.stores(), properties, rules, bench.clock(), bench.draining(), bench.meters());
        } catch (IllegalArgumentException wrong) {
            throw new WrongSettingException(String.valueOf(wrong.getMessage()));
        }
    }

    @Bean
    Pool syncPool(Workbench bench, ObjectProvider<MinioSyncActivitiesImpl> steps) {
        return new MinioSyncWorker(
                new JobActivitiesImpl(bench.ledger().runs(), bench.meters(), MinioSyncWorkflow.TASK_QUEUE),
                steps::getObject);
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
