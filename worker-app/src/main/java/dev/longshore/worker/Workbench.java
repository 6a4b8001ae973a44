package dev.longshore.worker;

import dev.longshore.ledger.Ledger;
import dev.longshore.storage.Stores;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.ScheduledExecutorService;

/** What the steps of every room are given. */
record Workbench(
        Ledger ledger,
        Stores stores,
        ScheduledExecutorService clock,
        Draining draining,
        PrometheusMeterRegistry meters) {}
