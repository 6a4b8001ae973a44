package dev.longshore.storage;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The stores by their names. Connects to none before it is used. */
public final class Stores implements AutoCloseable {

    private final Map<String, S3Store> byName;

    public Stores(List<StoreSettings> settings) {
        this(settings, Deadlines.usual());
    }

    public Stores(List<StoreSettings> settings, Deadlines deadlines) {
        byName = settings.stream().map(each -> new S3Store(each, deadlines)).collect(toMap(S3Store::name, identity()));
    }

    /**
     * Asks the settings alone.
     *
     * @throws NotAllowedException if they do not allow that
     */
    public S3Store of(ObjectAddress address, Right right) {
        S3Store store = named(address);
        store.require(address, right);
        return store;
    }

    /**
     * Asks the settings alone.
     *
     * @throws NotAllowedException if they do not allow that
     */
    public void require(ObjectAddress address, Right right) {
        of(address, right);
    }

    /**
     * Asks the store.
     *
     * @throws NotAllowedException if the settings allow nothing in this bucket
     */
    public boolean bucketExists(ObjectAddress address) {
        return named(address).buckets(address).exists(address.bucket());
    }

    /** Whether what is deleted or replaced in the bucket stays as an older version. Asks the store. */
    public boolean keepsVersions(ObjectAddress address) {
        return named(address).buckets(address).keepsVersions(address.bucket());
    }

    /** What to pass for many heads of that store; nothing holds up who asks for a store that is not known, and is told so. */
    public Gate heads(ObjectAddress address) {
        S3Store store = byName.get(address.store());
        return store == null ? Gate.of(1) : store.heads();
    }

    /** What to pass for many transfers of that store, as above. */
    public Gate transfers(ObjectAddress address) {
        S3Store store = byName.get(address.store());
        return store == null ? Gate.of(1) : store.transfers();
    }

    /** What to pass for many objects of so many bytes each, as above. */
    public Gate puts(ObjectAddress address, long bytes) {
        S3Store store = byName.get(address.store());
        return store == null ? Gate.of(1) : store.puts(bytes);
    }

    /** By their names. */
    public List<S3Store> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(S3Store::name))
                .toList();
    }

    @Override
    public void close() {
        byName.values().forEach(S3Store::close);
    }

    private S3Store named(ObjectAddress address) {
        S3Store store = byName.get(address.store());
        if (store == null) {
            throw new NotAllowedException("There is no store named \"" + address.store() + "\" (" + address
                    + "); the settings know " + byName.keySet());
        }
        return store;
    }
}
