package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Archives and entries beyond four gibibytes, as readers of five makes see them. */
@Timeout(1200)
@ExtendWith(ArchiveScenes.class)
@EnabledIfSystemProperty(
        named = "longshore.long",
        matches = "true",
        disabledReason = "takes minutes and 20 GB of disk: mvn -Plong verify")
class LargeArchiveTest {

    private static final int BLOCK = 64 * ArchiveScene.MIB;
    private static final int BLOCKS = 64; // four gibibytes
    private static final byte[] END = "the last bytes".getBytes(US_ASCII);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fewest-bytes", "fewest-requests", "deflated"})
    void allFindAnEntryBeyondFourGibibytesAndThoseBehindIt(String way, ArchiveScene scene) throws Exception {
        byte[] block = way.equals("deflated") ? hex() : SampleContent.RANDOM.of(BLOCK, new Random(7));
        List<NewFile> files = new ArrayList<>();
        Contents contents = new Contents();
        for (String key : List.of("before", "large", "behind", "behind that")) {
            if (key.equals("large")) {
                putLarge(ObjectAddress.parse(scene.addressOf(key)), block, scene);
                contents.put(key, () -> stream(block));
            } else {
                scene.put(key, 7 * ArchiveScene.MIB);
                contents.put(key, scene.contentOf(key));
            }
            files.add(scene.aFile(key, null));
        }

        Run run = scene.aRunOf(way.equals("deflated") ? new Wish().compressed() : new Wish().plan(way), files);
        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        Path zip = scene.archive(folder.resolve("a.zip"));
        assertThat(Files.size(zip) > 1L << 32).isEqualTo(!way.equals("deflated"));
        assertThat(contents.differences(zip)).isEmpty();
        scene.remove("large"); // there is room for one at a time
        scene.removeTarget("a.zip");
        assumeThat(ForeignReader.missing()).as("readers that were not asked").isEmpty();
    }

    /** Half of it is left if it is deflated. */
    private static byte[] hex() {
        byte[] content = new byte[BLOCK];
        Random random = new Random(7);
        for (int i = 0; i < BLOCK; i++) {
            content[i] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
        }
        return content;
    }

    /** The same block with another number before each, then the end. */
    private static InputStream stream(byte[] block) {
        List<InputStream> all = new ArrayList<>();
        IntStream.range(0, BLOCKS).forEach(number -> {
            all.add(new ByteArrayInputStream(numbered(number)));
            all.add(new ByteArrayInputStream(block));
        });
        all.add(new ByteArrayInputStream(END));
        return new SequenceInputStream(Collections.enumeration(all));
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static void putLarge(ObjectAddress address, byte[] block, ArchiveScene scene) {
        try (S3Client s3 = scene.servers().place().client()) {
            String id = s3.createMultipartUpload(b -> b.bucket(address.bucket()).key(address.key()))
                    .uploadId();
            List<CompletedPart> parts = new ArrayList<>();
            for (int number = 0; number <= BLOCKS; number++) {
                int partNumber = number + 1;
                byte[] part = number < BLOCKS ? joined(numbered(number), block) : END;
                String etag = s3.uploadPart(
                                b -> b.bucket(address.bucket())
                                        .key(address.key())
                                        .uploadId(id)
                                        .partNumber(partNumber),
                                RequestBody.fromBytes(part))
                        .eTag();
                parts.add(CompletedPart.builder()
                        .partNumber(partNumber)
                        .eTag(etag)
                        .build());
            }
            s3.completeMultipartUpload(b -> b.bucket(address.bucket())
                    .key(address.key())
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)));
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
