package dev.longshore.storage;

import dev.longshore.embedded.EmbeddedS3;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For stores that refuse the checksums that the SDK adds. */
class S3ProxyWithoutChecksumsTest extends ObjectStoreContract {

    private static EmbeddedS3 server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedS3.start(folder, 0, "access", "secretsecret");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings() {
        return ServerSettings.of(server.endpoint(), ChecksumMode.WHEN_REQUIRED);
    }

    /** It is asked for no checksums. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, true, false, true, false, false);
    }

    @Test
    @Override
    @Disabled("S3Proxy takes such parts; S3ProxyStoreTest says what follows")
    void takesNoPartOfAnUploadThatIsOver() {}

    @Test
    @Override
    @Disabled("S3Proxy takes such copies; S3ProxyStoreTest says what follows")
    void copiesNothingIntoAnUploadThatIsOver() {}
}
