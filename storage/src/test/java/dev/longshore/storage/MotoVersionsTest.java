package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.ForeignStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(
        named = "LONGSHORE_MOTO_SERVER",
        matches = ".+",
        disabledReason = "LONGSHORE_MOTO_SERVER says where the program is, if this machine has it")
class MotoVersionsTest extends VersionsContract {

    private static ForeignStore server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ForeignStore.moto(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings(ChecksumMode checksums) {
        return ServerSettings.of(server.endpoint(), checksums);
    }

    /** It locks no object that was made of parts, and so gives it back. */
    @Test
    @Override
    void whatIsLockedIsHiddenInsteadOfTakenBack() {
        lock();
        String ours = upload(ChecksumMode.WHEN_SUPPORTED, 1);

        try (Stores stores = stores(ChecksumMode.WHEN_SUPPORTED)) {
            assertThat(storeOf(stores).takeBack(address(), ours)).isEqualTo(Removal.GONE);
        }
    }
}
