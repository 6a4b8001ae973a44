package dev.longshore.starters.guard;

import dev.longshore.starters.problem.ProblemValve;
import dev.longshore.starters.problem.ProblemWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where the app listens, and what every request passes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
public class GuardConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> listening(ApiProperties properties) {
        return server -> {
            server.setAddress(addressOf(properties.host()));
            server.setPort(properties.port());
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve()));
        };
    }

    /** Fields stand in the order in which records declare them. */
    @Bean
    JsonMapperBuilderCustomizer declaredOrder() {
        return builder -> builder.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }

    /** Spring warns of each path that is not there, so callers could fill the log. */
    @Bean
    InitializingBean quietAboutUnknownPaths(LoggingSystem logging) {
        return () -> logging.setLogLevel("org.springframework.web.servlet.PageNotFound", LogLevel.ERROR);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    LoopbackGuard loopbackGuard(ProblemWriter problems) {
        return new LoopbackGuard(problems);
    }

    @Bean
    LargeBodies largeBodies(ApiProperties properties) {
        return new LargeBodies(properties.maxBody());
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    private static InetAddress addressOf(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException gone) {
            throw new IllegalArgumentException("longshore.api.host: " + host, gone);
        }
    }
}
