package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

@EnabledIfEnvironmentVariable(
        named = "LONGSHORE_MOTO_SERVER",
        matches = ".+",
        disabledReason = "LONGSHORE_MOTO_SERVER says where the program is, if this machine has it")
class MotoStoreTest extends ObjectStoreContract {

    private static ForeignServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ForeignServer.start(
                "LONGSHORE_MOTO_SERVER",
                folder.resolve("log"),
                (program, port) -> List.of(program, "-H", "127.0.0.1", "-p", port.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings() {
        return ServerSettings.of(server.endpoint(), ChecksumMode.WHEN_SUPPORTED);
    }

    /** It copies whatever is there, and says and compares no checksums. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, false, false, true, false, false);
    }

    /** It stumbles over such a part instead of refusing it. */
    @Test
    @Override
    void takesNoPartOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        upload.abort();

        assertThatThrownBy(() -> upload.put(1, PartBody.of(bytes(3, 1)), moved -> {}))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("500");
    }

    /** It stumbles over such a completion instead of refusing it. */
    @Test
    @Override
    void holdsNothingOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        SentPart sent = upload.put(1, PartBody.of(bytes(3, 1)), moved -> {});

        upload.abort();
        upload.abort();

        assertThat(upload.held()).isEmpty();
        assertThatThrownBy(() -> upload.complete(List.of(sent.held()), IfExists.FAIL, TOKEN))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("500");
    }

    /** It stumbles over such a copy instead of refusing it. */
    @Test
    @Override
    void copiesNothingIntoAnUploadThatIsOver() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");
        upload.abort();

        assertThatThrownBy(() -> upload.copy(1, source, 0, 17))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("500");
    }
}
