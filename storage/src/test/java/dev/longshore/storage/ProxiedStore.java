package dev.longshore.storage;

import dev.longshore.embedded.CountingProxy;
import dev.longshore.embedded.EmbeddedS3;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store behind a line that can be spoiled, with a bucket of its own for each test. */
abstract class ProxiedStore {

    private static EmbeddedS3 server;

    final String bucket = "faults-" + UUID.randomUUID();
    CountingProxy line;
    S3Clients direct;
    Stores stores;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedS3.start(folder, 0, "access", "secretsecret");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        server.createBucket(bucket);
        line = CountingProxy.before(server.endpoint());
        direct = new S3Clients(ServerSettings.of(server.endpoint(), ChecksumMode.WHEN_SUPPORTED), Deadlines.usual());
        stores = stores(Deadlines.usual());
    }

    @AfterEach
    void disconnect() {
        stores.close();
        direct.close();
        line.close();
    }

    /** Through the line. */
    final Stores stores(Deadlines deadlines) {
        return new Stores(List.of(ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED)), deadlines);
    }
}
