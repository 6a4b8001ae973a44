package dev.longshore.starters.archive;

import dev.longshore.connections.ArchiveBuckets;
import dev.longshore.connections.ArchiveQueues;
import dev.longshore.connections.MessageQueues;
import dev.longshore.connections.SqsProperties;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.storage.Stores;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What starts archives. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ZipArchivePace.class, ArchiveIntakeProperties.class})
@Import({
    ZipArchiveStarter.class,
    ZipArchiveController.class,
    OrderMessages.class,
    IntakeFigures.class,
    IntakeGate.class,
    IntakeWork.class,
    ArchiveIntakeController.class,
    ArchiveLinks.class,
    ArchiveSweep.class,
    ArchiveSweepController.class
})
public class ZipArchiveConfiguration {

    @Bean
    Reach reach(Stores stores) {
        return new Reach(stores);
    }

    @Bean
    OrderCheck orderCheck(StrictJson json, ArchiveBuckets buckets, Reach reach) {
        return new OrderCheck(json.factory(), new OrderAddresses(buckets), reach);
    }

    /** With queues of its own, which it closes to break a long poll off. */
    @Bean
    ArchiveIntake archiveIntake(ArchiveQueues names, SqsProperties sqs, IntakeGate gate, IntakeWork work) {
        return new ArchiveIntake(names, new MessageQueues(sqs), gate, work);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> archiveIntakeStart(ArchiveIntake intake) {
        return ready -> intake.start();
    }
}
