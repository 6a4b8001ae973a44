package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.RunningStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The gateway of Ceph 16. */
@OnRgw
class RgwStoreTest extends ObjectStoreContract {

    @Override
    StoreSettings settings() {
        return rgw();
    }

    /** It refuses the checksums that the SDK adds. */
    static StoreSettings rgw() {
        RunningStore rgw = RunningStore.rgw();
        Credentials keys = new Credentials(rgw.accessKey(), rgw.secretKey());
        return new StoreSettings(
                "", rgw.endpoint(), "us-east-1", true, ChecksumMode.WHEN_REQUIRED, keys, Map.of(), true);
    }

    /** It copies whatever is there, replaces whatever is there, and knows no checksums. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, false, false, false, false, false);
    }

    /** It completes whatever it is told; only the look at the target before has kept others' content so far. */
    @Test
    @Override
    void refusesToWriteOverWhatCameAtTheLastMoment() {
        S3Upload upload = begin("key");
        List<HeldPart> parts = sent(upload, body(3, 1));
        put("key", bytes(4, 4));

        assertThatThrownBy(() -> upload.complete(parts, IfExists.FAIL, TOKEN))
                .isInstanceOf(TargetExistsException.class);
        new S3Completion(clients(), at("key"), upload.uploadId(), parts, TOKEN).request(IfExists.FAIL);

        assertThat(contentOf("key")).isEqualTo(bytes(3, 1));
    }

    /** It makes no object if it holds more parts than it is told of. */
    @Test
    @Override
    void leavesOutPartsOfAnEarlierPartSize() {
        S3Upload upload = begin("key");
        HeldPart first = upload.put(1, body(PART, 1), moved -> {}).held();
        upload.put(2, body(17, 2), moved -> {});

        assertThatThrownBy(() -> upload.complete(List.of(first), IfExists.FAIL, TOKEN))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("400");
    }
}
