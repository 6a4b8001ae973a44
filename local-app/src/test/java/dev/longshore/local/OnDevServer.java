package dev.longshore.local;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Runs on a real Temporal server, where this machine has one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = "TEMPORAL_CLI_PATH",
        matches = ".*\\S.*",
        disabledReason = "TEMPORAL_CLI_PATH says where the program is, if this machine has it")
@interface OnDevServer {}
