package dev.longshore.storage;

@OnRgw
class RgwVersionsTest extends VersionsContract {

    @Override
    StoreSettings settings(ChecksumMode checksums) {
        return RgwStoreTest.rgw();
    }
}
