package dev.longshore.storage;

import dev.longshore.embedded.ForeignStore;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Tests that need a program of others, where this machine has it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = ForeignStore.MINIO,
        matches = ".+",
        disabledReason = ForeignStore.MINIO + " says where the program is, if this machine has it")
@interface OnMinio {}
