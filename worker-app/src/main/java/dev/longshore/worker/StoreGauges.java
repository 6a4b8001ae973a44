package dev.longshore.worker;

import dev.longshore.storage.AdaptiveGate;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many requests each store gets at a time, and how many it would get. */
final class StoreGauges implements MeterBinder {

    private static final String DEFAULT_STORE = "default";

    private final Stores stores;

    StoreGauges(Stores stores) {
        this.stores = stores;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (S3Store store : stores.all()) {
            String name = store.name().isEmpty() ? DEFAULT_STORE : store.name();
            bind(registry, name, "head", store.heads());
            bind(registry, name, "transfer", store.transfers());
        }
    }

    private static void bind(MeterRegistry registry, String store, String kind, AdaptiveGate gate) {
        Gauge.builder("longshore.store.requests", gate, AdaptiveGate::inside)
                .tags("store", store, "kind", kind)
                .register(registry);
        Gauge.builder("longshore.store.requests.limit", gate, AdaptiveGate::limit)
                .tags("store", store, "kind", kind)
                .register(registry);
    }
}
