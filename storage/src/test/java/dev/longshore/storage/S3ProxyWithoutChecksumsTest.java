package dev.longshore.storage;

/** For stores that refuse the checksums that the SDK adds. */
final class S3ProxyWithoutChecksumsTest extends S3ProxyStoreTest {

    @Override
    StoreSettings settings() {
        return settings(ChecksumMode.WHEN_REQUIRED);
    }

    /** It is asked for no checksums. */
    @Override
    StoreAbilities abilities() {
        return new StoreAbilities(true, true, false, true, false, false, true, true);
    }
}
