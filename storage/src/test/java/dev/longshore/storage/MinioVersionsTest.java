package dev.longshore.storage;

import org.junit.jupiter.api.extension.RegisterExtension;

@OnMinio
class MinioVersionsTest extends VersionsContract {

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.minio();

    @Override
    StoreSettings settings(ChecksumMode checksums) {
        return SERVER.settings(checksums);
    }
}
