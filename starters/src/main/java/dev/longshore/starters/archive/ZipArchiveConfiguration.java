package dev.longshore.starters.archive;

import dev.longshore.connections.ArchiveBuckets;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.storage.Stores;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What starts archives. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ZipArchivePace.class)
@Import({ZipArchiveStarter.class, ZipArchiveController.class, ArchiveLinks.class})
public class ZipArchiveConfiguration {

    @Bean
    Reach reach(Stores stores) {
        return new Reach(stores);
    }

    @Bean
    OrderCheck orderCheck(StrictJson json, ArchiveBuckets buckets, Reach reach) {
        return new OrderCheck(json.factory(), new OrderAddresses(buckets), reach);
    }
}
