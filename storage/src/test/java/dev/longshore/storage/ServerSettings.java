package dev.longshore.storage;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** How tests reach a server on this machine. */
final class ServerSettings {

    private ServerSettings() {}

    static StoreSettings of(URI endpoint, ChecksumMode checksums) {
        Credentials keys = new Credentials("access", "secretsecret");
        return new StoreSettings("", endpoint, "us-east-1", true, checksums, keys, Map.of(), true);
    }

    static StoreSettings writingOnly(StoreSettings all, String bucket) {
        return new StoreSettings(
                "",
                all.endpoint(),
                all.region(),
                all.pathStyle(),
                all.checksums(),
                all.credentials(),
                Map.of(bucket, Set.of(Right.WRITE)),
                false);
    }
}
