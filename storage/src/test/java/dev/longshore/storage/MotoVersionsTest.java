package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnMoto
class MotoVersionsTest extends VersionsContract {

    @RegisterExtension
    static final ForeignServer SERVER = ForeignServer.moto();

    @Override
    StoreSettings settings(ChecksumMode checksums) {
        return SERVER.settings(checksums);
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
