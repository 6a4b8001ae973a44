package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.ContentSum;
import dev.longshore.storage.ETags;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.ReadContent;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.files.FileIdentity;
import dev.longshore.storage.files.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a content is still the one of a receipt, by the sum that the receipt names. */
final class Proofs {

    /** The store kept a sum of another kind; or it said nothing that could be compared, and the object was read once more. */
    private static final Pattern BY_OTHER_WAY = Pattern.compile("^(crc64nvme|crc32c|sha256|read):(?=md5:)");

    private static final String PARTS = "parts:md5:";
    private static final String MD5 = "md5:";
    private static final String CRC32 = "crc32:";

    private Proofs() {}

    static ReadContent contentOf(Path path, FileIdentity identity, LongConsumer moved) {
        return ReadContent.of(new FileSource(path, identity), moved);
    }

    /** Of a file, which is read. */
    static boolean isOf(SyncFile receipt, Path path, FileIdentity identity, LongConsumer moved) {
        return isOf(receipt, contentOf(path, identity, moved).sum());
    }

    private static boolean isOf(SyncFile receipt, ContentSum sum) {
        String proof = proofOf(receipt);
        return receipt.bytes() == sum.size()
                && (proof.equals(MD5 + sum.md5()) || proof.equals(CRC32 + crc32(sum.crc32())));
    }

    /** Of an object. What the store does not say of it, is read. */
    static boolean isOf(SyncFile receipt, ObjectPin there, S3Store store, LongConsumer moved) {
        String proof = proofOf(receipt);
        if (receipt.bytes() != there.size()) {
            return false;
        }
        if (proof.startsWith(PARTS)) {
            return ETags.same(there.etag(), proof.substring(PARTS.length()));
        }
        if (proof.startsWith(MD5) && ETags.same(there.etag(), proof.substring(MD5.length()))) {
            return true;
        }
        Integer crc32 = proof.startsWith(CRC32) ? crc32Of(there, store) : null;
        return crc32 == null ? isOf(receipt, read(there, store, moved)) : proof.equals(CRC32 + crc32(crc32));
    }

    private static @Nullable Integer crc32Of(ObjectPin there, S3Store store) {
        return store.facts(there.address())
                .filter(facts -> ETags.same(facts.etag(), there.etag()))
                .map(ObjectFacts::crc32)
                .orElse(null);
    }

    private static ContentSum read(ObjectPin there, S3Store store, LongConsumer moved) {
        try (InputStream in = store.source(there).open(0, there.size())) {
            return ContentSum.of(in, moved);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String proofOf(SyncFile receipt) {
        String proof = Objects.requireNonNull(receipt.proof());
        return BY_OTHER_WAY.matcher(proof).replaceFirst("");
    }

    /** As S3 writes it. */
    private static String crc32(int crc32) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32).array());
    }
}
