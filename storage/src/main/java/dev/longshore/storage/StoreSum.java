package dev.longshore.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A sum of all bytes of an object by which its store knows it beside ETag and CRC32; nobody computes it of what is not sent so. */
final class StoreSum {

    private static final int BUFFER = 256 * 1024;

    private final String name;
    private final String said;
    private final Running running;

    private StoreSum(String name, String said, Running running) {
        this.name = name;
        this.said = said;
        this.running = running;
    }

    /** Empty if the store says none, or only one of those of parts. */
    static Optional<StoreSum> of(HeadObjectResponse object) {
        if (object.checksumType() != ChecksumType.FULL_OBJECT) {
            return Optional.empty();
        }
        return said("crc64nvme", object.checksumCRC64NVME(), crc(new Crc64Nvme(), Long.BYTES))
                .or(() -> said("crc32c", object.checksumCRC32C(), crc(new CRC32C(), Integer.BYTES)))
                .or(() -> said("sha256", object.checksumSHA256(), sha256()));
    }

    private static Optional<StoreSum> said(String name, @Nullable String said, Running running) {
        return said == null || said.contains("-") ? Optional.empty() : Optional.of(new StoreSum(name, said, running));
    }

    String name() {
        return name;
    }

    /** Reads it again. Once only. */
    boolean isOf(ReadContent content) {
        CRC32 same = new CRC32();
        try (InputStream in = content.again().open()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                running.add(buffer, count);
                same.update(buffer, 0, count);
                content.moved().accept(count);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        boolean isWhatWasRead = (int) same.getValue() == content.sum().crc32();
        return isWhatWasRead && said.equals(Base64.getEncoder().encodeToString(running.end()));
    }

    private interface Running {

        void add(byte[] bytes, int length);

        byte[] end();
    }

    private static Running crc(Checksum crc, int length) {
        return new Running() {

            @Override
            public void add(byte[] bytes, int count) {
                crc.update(bytes, 0, count);
            }

            @Override
            public byte[] end() {
                ByteBuffer whole = ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue());
                return Arrays.copyOfRange(whole.array(), Long.BYTES - length, Long.BYTES);
            }
        };
    }

    private static Running sha256() {
        MessageDigest digest = Digests.of("SHA-256");
        return new Running() {

            @Override
            public void add(byte[] bytes, int count) {
                digest.update(bytes, 0, count);
            }

            @Override
            public byte[] end() {
                return digest.digest();
            }
        };
    }
}
