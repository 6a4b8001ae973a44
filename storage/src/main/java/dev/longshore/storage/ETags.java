package dev.longshore.storage;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** ETags, which S3 makes of MD5 sums unless it encrypts with keys of one's own. */
public final class ETags {

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private ETags() {}

    /** The ETag of an object made of these parts, with quotes; empty if their ETags are no MD5 sums. */
    public static Optional<String> composite(List<String> partETags) {
        if (!partETags.stream().allMatch(ETags::isMd5)) {
            return Optional.empty();
        }
        Digests all = new Digests();
        partETags.forEach(etag -> all.add(HexFormat.of().parseHex(unquoted(etag))));
        return Optional.of("\"" + all.md5() + "-" + partETags.size() + "\"");
    }

    static boolean isMd5(String etag) {
        return MD5.matcher(unquoted(etag)).matches();
    }

    /**
     * The CRC32 that a store told beside an ETag, if it counts. Where the ETag is an MD5 it does not, for a store may repeat
     * the CRC32 that it was told, and keep other bytes.
     */
    static @Nullable Integer crc32Beside(
            String etag, @Nullable ServerSideEncryption encryption, @Nullable String told) {
        return isMd5(etag) && !isOpaque(encryption) ? null : Crc32Text.parse(told);
    }

    /** An ETag under a key of one's own is made of nothing that we know, though it looks like an MD5. */
    static boolean isOpaque(HeadObjectResponse there) {
        return isOpaque(there.serverSideEncryption());
    }

    static boolean isOpaque(@Nullable ServerSideEncryption encryption) {
        return encryption != null && encryption != ServerSideEncryption.AES256;
    }

    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    /** As most stores write it, and some in some answers do not. */
    static String quoted(String etag) {
        return '"' + unquoted(etag) + '"';
    }

    public static boolean same(String one, String other) {
        return unquoted(one).equals(unquoted(other));
    }
}
