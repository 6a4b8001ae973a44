package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.embedded.EmbeddedS3;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @Test
    void eachNameIsAStoreOfItsOwn() {
        StoreSettings home = settings("", Map.of("photos", Set.of(Right.READ)));
        StoreSettings far = settings("far", Map.of("archive", Set.of(Right.WRITE, Right.DELETE)));
        try (Stores stores = new Stores(List.of(home, far))) {
            stores.require(ObjectAddress.parse("s3://photos/a.png"), Right.READ);
            stores.require(ObjectAddress.parse("s3+far://archive/a.zip"), Right.WRITE);

            assertThat(stores.of(ObjectAddress.parse("s3+far://archive/a.zip"), Right.DELETE)
                            .name())
                    .isEqualTo("far");
            assertRefused(stores, "s3://archive/a.zip", Right.WRITE);
            assertRefused(stores, "s3+far://photos/a.png", Right.READ);
            assertRefused(stores, "s3://photos/a.png", Right.DELETE);
            assertRefused(stores, "s3+unknown://photos/a.png", Right.READ);
        }
    }

    @Test
    void bucketsThatMayNotBeReachedAreNotAskedFor() {
        try (Stores stores = new Stores(List.of(settings("", Map.of())))) {
            assertThatThrownBy(() -> stores.bucketExists(ObjectAddress.parse("s3://photos/")))
                    .isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> stores.bucketExists(ObjectAddress.parse("s3+unknown://photos/")))
                    .isInstanceOf(NotAllowedException.class);
        }
    }

    @Test
    void keysAreNeverShown() {
        assertThat(settings("", Map.of()).toString()).contains("***").doesNotContain("secretsecret");
    }

    @Test
    void whatTheSettingsLeaveOpenTheSdkFinds(@TempDir Path folder) {
        EmbeddedS3 server = EmbeddedS3.start(folder, 0, "access", "secretsecret");
        server.createBucket("photos");
        Map<String, String> names = Map.of(
                "aws.endpointUrlS3", server.endpoint().toString(),
                "aws.region", "eu-central-1",
                "aws.accessKeyId", "access",
                "aws.secretAccessKey", "secretsecret");
        Map<String, @Nullable String> before = replaced(names);
        StoreSettings open = new StoreSettings("", null, null, true, ChecksumMode.WHEN_SUPPORTED, null, Map.of(), true);
        try (server;
                Stores stores = new Stores(List.of(open))) {
            assertThat(stores.bucketExists(ObjectAddress.parse("s3://photos/"))).isTrue();
        } finally {
            replaced(before);
        }
    }

    /** Sets system properties; what they were before. */
    static Map<String, @Nullable String> replaced(Map<String, ? extends @Nullable String> names) {
        Map<String, @Nullable String> before = new HashMap<>();
        names.forEach((name, value) -> {
            before.put(name, System.getProperty(name));
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        return before;
    }

    private static void assertRefused(Stores stores, String uri, Right right) {
        assertThatThrownBy(() -> stores.require(ObjectAddress.parse(uri), right))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining(uri);
    }

    private static StoreSettings settings(String name, Map<String, Set<Right>> buckets) {
        Credentials keys = new Credentials("access", "secretsecret");
        return new StoreSettings(name, NOWHERE, "us-east-1", true, ChecksumMode.WHEN_SUPPORTED, keys, buckets, false);
    }
}
