package dev.longshore.storage;

import dev.longshore.storage.zip.Crc32s;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The CRC32 of all bytes of an object, as far as its store knows it: of the whole, or of all the parts it was sent in. */
final class WholeChecksums {

    /** Whoever wants the checksum of less reads it. */
    private static final long WORTH_ASKING = 5L << 20;

    private static final int MOST_PARTS = 1000;

    private final S3Clients clients;
    private final ObjectAddress address;

    WholeChecksums(S3Clients clients, ObjectAddress address) {
        this.clients = clients;
        this.address = address;
    }

    /** Null if the store does not know it, or does not say. */
    @Nullable Integer of(HeadObjectResponse object) {
        if (object.checksumCRC32() == null) {
            return null;
        }
        if (object.checksumType() == ChecksumType.FULL_OBJECT) {
            return Crc32Text.parse(object.checksumCRC32());
        }
        boolean isOfParts = object.checksumType() == ChecksumType.COMPOSITE;
        return isOfParts && object.contentLength() >= WORTH_ASKING ? ofParts(object) : null;
    }

    /** Some stores list the first parts again and again: numbers that do not grow end it. */
    private @Nullable Integer ofParts(HeadObjectResponse object) {
        int crc32 = 0;
        long size = 0;
        int last = 0;
        boolean more = true;
        while (more) {
            GetObjectAttributesParts parts = partsAfter(last, object);
            if (parts == null) {
                return null;
            }
            for (ObjectPart part : parts.parts()) {
                Integer ofPart = Crc32Text.parse(part.checksumCRC32());
                if (ofPart == null || part.size() == null || !isBehind(last, part)) {
                    return null;
                }
                crc32 = Crc32s.combine(crc32, ofPart, part.size());
                size += part.size();
                last = part.partNumber();
            }
            more = Boolean.TRUE.equals(parts.isTruncated()) && !parts.parts().isEmpty();
        }
        return size == object.contentLength() ? crc32 : null;
    }

    private static boolean isBehind(int last, ObjectPart part) {
        return part.partNumber() != null && part.partNumber() > last;
    }

    private @Nullable GetObjectAttributesParts partsAfter(int last, HeadObjectResponse object) {
        GetObjectAttributesResponse page = page(last);
        return page == null || !ETags.same(String.valueOf(page.eTag()), object.eTag()) ? null : page.objectParts();
    }

    /** It needs a right of its own, which nobody must have. */
    private @Nullable GetObjectAttributesResponse page(int after) {
        try {
            return clients.s3()
                    .getObjectAttributes(b -> b.bucket(address.bucket())
                            .key(address.key())
                            .objectAttributes(ObjectAttributes.E_TAG, ObjectAttributes.OBJECT_PARTS)
                            .maxParts(MOST_PARTS)
                            .partNumberMarker(after));
        } catch (S3Exception refused) {
            if (Refusals.isDenied(refused) || Refusals.isInability(refused)) {
                return null;
            }
            throw refused;
        }
    }
}
