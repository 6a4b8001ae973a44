package dev.longshore.activities.archive;

import static dev.longshore.activities.archive.ArchiveScene.MIB;
import static dev.longshore.activities.archive.ArchiveScene.PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of random content under random names, made in all ways, as readers of five makes see them. */
@Timeout(180)
@ExtendWith(ArchiveScenes.class)
class ReadersTest {

    private static final String FOLDER = "of/";
    private static final int[] SMALL = {0, 1, 64 * 1024};
    private static final int[] LARGE = {PART - 1, PART, PART + 1, 20 * MIB};
    private static final List<String> PLANS = List.of("auto", "fewest-bytes", "fewest-requests");
    private static final List<SampleContent> KINDS = List.of(SampleContent.values());

    @TempDir
    Path folder;

    private final Contents contents = new Contents();
    private final List<NewFile> files = new ArrayList<>();
    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allFindTheNamesAndTheBytesThatWentIn(long seed) throws Exception {
        Random random = new Random(seed);
        putFiles(random, sizes((int) seed, random));
        Wish wish = new Wish().plan(PLANS.get(random.nextInt(PLANS.size())));
        Run run = aRun(random.nextBoolean() ? wish.compressed() : wish, random.nextBoolean());

        Ending ending = scene.play(scene.copyingTaker(), run).toTheEnd();

        assertThat(ending.failureMessage()).isNull();
        assertThat(contents.differences(scene.archive(folder.resolve("a.zip")))).isEmpty();
        assumeThat(ForeignReader.missing()).as("readers that were not asked").isEmpty();
    }

    private Run aRun(Wish wish, boolean isNamed) {
        return isNamed ? scene.aRunOf(wish, files) : scene.aRunOf(wish.from(FOLDER), List.of());
    }

    /** Each of the large ones in turn, at times another, and some small ones; in any order. */
    private static List<Integer> sizes(int seed, Random random) {
        List<Integer> sizes = new ArrayList<>(List.of(LARGE[seed % LARGE.length]));
        if (random.nextBoolean()) {
            sizes.add(random.nextBoolean() ? LARGE[random.nextInt(3)] : random.nextInt(8 * MIB));
        }
        for (int small = random.nextInt(12); small >= 0; small--) {
            int which = random.nextInt(SMALL.length + 1);
            sizes.add(random.nextInt(sizes.size() + 1), which < SMALL.length ? SMALL[which] : random.nextInt(200_000));
        }
        return sizes;
    }

    private void putFiles(Random random, List<Integer> sizes) {
        SampleNames names = new SampleNames(random);
        for (int size : sizes) {
            put(
                    names.file(files.size()),
                    KINDS.get(random.nextInt(KINDS.size())).of(size, random),
                    random);
        }
        put(names.fileOf(SampleNames.LONGEST - FOLDER.length()), new byte[] {7}, random);
        put(names.folder(files.size()) + "/", new byte[0], random);
    }

    private void put(String name, byte[] content, Random random) {
        String key = FOLDER + name;
        if (random.nextBoolean()) {
            scene.putWithChecksum(key, content);
        } else {
            scene.put(key, content);
        }
        contents.put(name, content);
        files.add(new NewFile(scene.addressOf(key), name, null, null));
    }
}
