package dev.longshore.storage;

import org.junit.jupiter.api.extension.RegisterExtension;

@OnMinio
class MinioStoreTest extends ObjectStoreContract {

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.minio();

    @Override
    StoreSettings settings() {
        return SERVER.settings(ChecksumMode.WHEN_SUPPORTED);
    }

    @Override
    boolean knowsChecksumsOfParts() {
        return true;
    }

    /** Those of one key, or all that were begun since the server started. */
    @Override
    boolean listsUploadsByPrefix() {
        return false;
    }

    /** It says no checksums of copies, and deletes whatever is there. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, true, false, true, true, false, true, false);
    }
}
