package dev.longshore.starters.reconciler;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Starts the reconciler once the app is ready. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReconcilerProperties.class, JobsProperties.class})
@Import({Reconciler.class, ReconcilerThread.class})
public class ReconcilerConfiguration {

    @Bean
    ApplicationListener<ApplicationReadyEvent> reconcilerStart(
            ReconcilerThread thread, ReconcilerProperties properties) {
        return ready -> thread.start(properties.every());
    }
}
