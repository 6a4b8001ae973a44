package dev.longshore.storage;

import java.util.Optional;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** By which sum a content that was read is known to be that of an object. */
final class ContentProof {

    private final S3Clients clients;
    private final ObjectPin pin;

    ContentProof(S3Clients clients, ObjectPin pin) {
        this.clients = clients;
        this.pin = pin;
    }

    /** @param moved is told the bytes of the object that are read once more, if that is needed */
    Optional<String> of(ReadContent content, LongConsumer moved) {
        ContentSum sum = content.sum();
        if (sum.size() != pin.size()) {
            return Optional.empty();
        }
        if (ETags.unquoted(pin.etag()).equals(sum.md5())) {
            return Optional.of("md5:" + sum.md5());
        }
        Optional<HeadObjectResponse> there = S3Store.head(clients, pin.address(), pin.version())
                .filter(answer -> ETags.same(answer.eTag(), pin.etag()));
        if (ETags.isMd5(pin.etag()) && !there.filter(ETags::isOpaque).isPresent()) {
            return Optional.empty();
        }
        Optional<Integer> crc32 = there.map(new WholeChecksums(clients, pin.address())::of);
        if (crc32.isPresent()) {
            return crc32.get() == sum.crc32() ? Optional.of("crc32:" + Crc32Text.of(sum.crc32())) : Optional.empty();
        }
        Optional<StoreSum> said = there.flatMap(StoreSum::of);
        if (said.isPresent()) {
            return said.filter(known -> known.isOf(content)).map(known -> known.name() + ":md5:" + sum.md5());
        }
        PartBody body = PartBody.of(new S3Source(clients, pin), 0, pin.size());
        return BodySum.read(body, moved).md5().equals(sum.md5())
                ? Optional.of("read:md5:" + sum.md5())
                : Optional.empty();
    }
}
