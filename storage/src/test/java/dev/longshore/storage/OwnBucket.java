package dev.longshore.storage;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of each test on a server of others, for Longshore and for another client. */
final class OwnBucket implements BeforeEachCallback, AfterEachCallback {

    private final ForeignServer server;
    private final String name = "own-" + UUID.randomUUID();
    private @Nullable S3Clients clients;
    private @Nullable Stores stores;

    OwnBucket(ForeignServer server) {
        this.server = server;
    }

    String name() {
        return name;
    }

    /** The other client. */
    S3Client s3() {
        return Objects.requireNonNull(clients).s3();
    }

    S3Store store() {
        return Objects.requireNonNull(stores).of(at(""), Right.WRITE);
    }

    ObjectAddress at(String key) {
        return new ObjectAddress("", name, key);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        StoreSettings settings = server.settings(ChecksumMode.WHEN_SUPPORTED);
        clients = new S3Clients(settings, Deadlines.usual());
        clients.s3().createBucket(b -> b.bucket(name));
        stores = new Stores(List.of(settings));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Objects.requireNonNull(stores).close();
        Objects.requireNonNull(clients).close();
    }
}
