package dev.longshore.storage;

import dev.longshore.embedded.RunningStore;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Tests that need a Ceph gateway, where somebody has started one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = RunningStore.RGW,
        matches = ".+",
        disabledReason = RunningStore.RGW + " says where it runs, if somebody has started it")
@interface OnRgw {}
