package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.storage.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Intel's deflater and the JDK's, behind one rule of what is worth it. */
class DeflatersTest {

    private static final int[] SIZES = {
        1, 1024, 65_535, 65_536, 65_537, FileDeflater.WHOLE, FileDeflater.WHOLE + 1, 5_242_881
    };

    static Stream<Arguments> cases() {
        return Stream.of(true, false)
                .flatMap(isNative -> Stream.of(SampleContent.values())
                        .flatMap(content -> Arrays.stream(SIZES)
                                .mapToObj(size -> Arguments.of(isNative ? "native" : "JDK", content, size))));
    }

    @ParameterizedTest(name = "{0}: {1}, {2} bytes")
    @MethodSource("cases")
    void whatIsDeflatedInflatesToWhatItWas(String which, SampleContent content, int size) throws DataFormatException {
        byte[] plain = content.of(size, new Random(size));
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        Optional<FileDeflater.Deflated> deflated = deflated(which.equals("native"), new Bytes(plain), sink);

        assertThat(deflated.isPresent()).isEqualTo(content.gains() && size > 50);
        if (deflated.isPresent()) {
            assertThat(deflated.get().size()).isEqualTo(sink.size()).isLessThanOrEqualTo(size - size / 10);
            assertThat(deflated.get().crc32()).isEqualTo(crc32(plain));
            assertThat(inflated(sink.toByteArray(), size)).isEqualTo(plain);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"native", "JDK"})
    void whatIsSmallAtItsHeadAloneIsStored(String which) {
        byte[] plain = new byte[3_000_000];
        byte[] random = SampleContent.RANDOM.of(plain.length - 100_000, new Random(1));
        System.arraycopy(random, 0, plain, 100_000, random.length);

        assertThat(deflated(which.equals("native"), new Bytes(plain), new ByteArrayOutputStream()))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"native", "JDK"})
    void ofWhatDoesNotGetSmallerOnlyTheHeadIsRead(String which) {
        long[] read = new long[1];
        try (FileDeflater deflater =
                new FileDeflater(new Deflaters(which.equals("native")).whole(), bytes -> read[0] += bytes)) {
            deflater.deflate(new Bytes(SampleContent.RANDOM.of(5_000_000, new Random(1))), (bytes, length) -> {});
        }

        assertThat(read[0]).isEqualTo(FileDeflater.SAMPLE);
    }

    @Test
    void theJdksIsTakenWhereNoOtherIsWished() {
        assertThat(new Deflaters(false).isNative()).isFalse();
    }

    @Test
    void intelsIsTakenOnItsMachines() {
        assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64");

        assertThat(new Deflaters(true).isNative()).isTrue();
    }

    @Test
    void whatMachineCodeGetsWrongIsNotTaken() {
        byte[] plain = SampleContent.TEXT.of(10_000, new Random(1));

        try (WholeDeflater wrong = new WholeDeflater(new Garbling(), true)) {
            assertThat(wrong.deflate(plain, plain.length, new byte[plain.length]))
                    .isZero();
        }
    }

    @ParameterizedTest(name = "{0}, {1} bytes: {2}")
    @CsvSource({
        "a.txt, 1024, true",
        "a.txt, 1023, false",
        "a.jpg, 100000, false",
        "trip/A.JPG, 100000, false",
        "a.tar.gz, 100000, false",
        "a.jpg/readme, 100000, true",
        "noextension, 100000, true",
        "jpg, 100000, true",
        "a.docx, 100000, false",
        "a.csv, 68719476736, true",
        "a.csv, 68719476737, false"
    })
    void mediaAndWhatIsTooSmallIsStoredWithoutALook(String name, long size, boolean expected) {
        assertThat(Compressible.isWorthALook(name, size)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, true",
        "IMAGE/PNG; charset=binary, true",
        "video/mp4, true",
        "audio/mpeg, true",
        "image/svg+xml, false",
        "image/bmp, false",
        "image/x-portable-pixmap, false",
        "audio/x-wav, false",
        "text/plain, false",
        "application/octet-stream, false",
        "image, false",
        "'', false",
        ", false"
    })
    void whatItsWriterCallsMediaIsStoredWithoutALook(String contentType, boolean expected) {
        assertThat(Compressible.isMedia(contentType)).isEqualTo(expected);
    }

    private static Optional<FileDeflater.Deflated> deflated(
            boolean isNative, Source source, ByteArrayOutputStream sink) {
        try (FileDeflater deflater = new FileDeflater(new Deflaters(isNative).whole(), read -> {})) {
            return deflater.deflate(source, (bytes, length) -> sink.write(bytes, 0, length));
        }
    }

    private static byte[] inflated(byte[] deflated, int size) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] plain = new byte[size];
            int reached = 0;
            while (!inflater.finished() && reached < size) {
                reached += inflater.inflate(plain, reached, size - reached);
            }
            assertThat(inflater.inflate(new byte[1])).isZero();
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getBytesRead()).isEqualTo(deflated.length);
            return plain;
        } finally {
            inflater.end();
        }
    }

    private static int crc32(byte[] content) {
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        return (int) crc32.getValue();
    }

    private static final class Bytes implements Source {

        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset, long length) {
            return new ByteArrayInputStream(content, (int) offset, (int) length);
        }
    }

    /** Takes other bytes than it is given. */
    private static final class Garbling extends Deflater {

        Garbling() {
            super(BEST_SPEED, true);
        }

        @Override
        public void setInput(byte[] input, int offset, int length) {
            byte[] other = input.clone();
            other[length / 2]++;
            super.setInput(other, offset, length);
        }
    }
}
