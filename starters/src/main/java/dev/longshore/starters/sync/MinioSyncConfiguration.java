package dev.longshore.starters.sync;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What starts flows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MinioSyncPace.class)
@Import({MinioSyncStarter.class, MinioSyncController.class, SurveysController.class, FlowFigures.class})
public class MinioSyncConfiguration {}
