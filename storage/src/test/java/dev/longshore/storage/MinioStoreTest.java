package dev.longshore.storage;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(
        named = "LONGSHORE_MINIO_SERVER",
        matches = ".+",
        disabledReason = "LONGSHORE_MINIO_SERVER says where the program is, if this machine has it")
class MinioStoreTest extends ObjectStoreContract {

    private static ForeignServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ForeignServer.start(
                "LONGSHORE_MINIO_SERVER",
                folder.resolve("log"),
                (program, port) -> List.of(program, "server", folder.toString(), "--address", "127.0.0.1:" + port));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings() {
        return ServerSettings.of(server.endpoint(), ChecksumMode.WHEN_SUPPORTED);
    }

    @Override
    boolean knowsChecksumsOfParts() {
        return true;
    }

    /** It says no checksums of copies. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, true, false, true, true, false);
    }
}
