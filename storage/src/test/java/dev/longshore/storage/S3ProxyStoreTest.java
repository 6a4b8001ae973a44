package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.EmbeddedS3;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ProxyStoreTest extends ObjectStoreContract {

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
        return settings(ChecksumMode.WHEN_SUPPORTED);
    }

    static StoreSettings settings(ChecksumMode checksums) {
        return ServerSettings.of(server.endpoint(), checksums);
    }

    /** It says no checksums of copies. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, true, false, true, true, false, true, true);
    }

    /** It says the last key of a page once more without escapes, which ends the look at a page that ends with U+FFFF. */
    @Override
    List<String> keysThatXmlCannotSay() {
        return List.of("a\u0001b", "a\rb", "a\nb");
    }

    /** It takes the part, and says at the end only that it knows no such upload. */
    @Test
    @Override
    void takesNoPartOfAnUploadThatIsOver() {
        S3Upload upload = begin("key");
        upload.abort();

        SentPart sent = upload.put(1, PartBody.of(bytes(3, 1)), moved -> {});

        assertThatThrownBy(() -> upload.complete(List.of(sent.held()), IfExists.FAIL, TOKEN))
                .isInstanceOf(UploadGoneException.class);
        assertThat(store().facts(at("key"))).isEmpty();
    }

    /** It takes the copy, and says at the end only that it knows no such upload. */
    @Test
    @Override
    void copiesNothingIntoAnUploadThatIsOver() {
        ObjectPin source = put("source", bytes(17, 1)).pin();
        S3Upload upload = beginForCopies("key");
        upload.abort();

        HeldPart copied = upload.copy(1, source, 0, 17);

        assertThatThrownBy(() -> upload.complete(List.of(copied), IfExists.FAIL, TOKEN))
                .isInstanceOf(UploadGoneException.class);
    }
}
