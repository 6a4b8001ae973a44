package dev.longshore.starters.health;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Paths {@code /api/health} and {@code /api/engine}. */
@Configuration(proxyBeanMethods = false)
@Import({HealthCheck.class, HealthController.class})
public class HealthConfiguration {}
