package dev.longshore.storage;

import dev.longshore.embedded.ForeignStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(
        named = "LONGSHORE_MINIO_SERVER",
        matches = ".+",
        disabledReason = "LONGSHORE_MINIO_SERVER says where the program is, if this machine has it")
class MinioVersionsTest extends VersionsContract {

    private static ForeignStore server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ForeignStore.minio(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings(ChecksumMode checksums) {
        return ServerSettings.of(server.endpoint(), checksums);
    }
}
