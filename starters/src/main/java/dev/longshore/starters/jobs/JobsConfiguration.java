package dev.longshore.starters.jobs;

import dev.longshore.connections.EngineProperties;
import dev.longshore.ledger.Ledger;
import dev.longshore.starters.guard.ApiProperties;
import dev.longshore.starters.problem.ProblemWriter;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Paths below {@code /api/jobs}. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@Import({JobsController.class, CommandsController.class})
public class JobsConfiguration {

    @Bean
    JobViews jobViews(EngineProperties engine) {
        return new JobViews(engine.ui(), engine.namespace(), Clock.systemUTC());
    }

    @Bean
    JobEvents jobEvents(Ledger ledger, JobViews views, JsonMapper json, ApiProperties properties) {
        return new JobEvents(ledger.jobs(), views, json, properties.eventsEvery());
    }

    @Bean
    WatchHandshake watchHandshake(Ledger ledger, JobEvents events, ProblemWriter problems, ApiProperties properties) {
        return new WatchHandshake(ledger.jobs(), events, problems, properties.maxWatchers());
    }

    /** Origins are the guard's matter, which every request has passed before. */
    @Bean
    WebSocketConfigurer jobEventsPath(JobEvents events, WatchHandshake handshake) {
        return registry -> registry.addHandler(events, "/api/jobs/*/events")
                .addInterceptors(handshake)
                .setAllowedOriginPatterns("*");
    }
}
