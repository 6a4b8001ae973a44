package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With parts of some bytes, so that all rules meet often; a store's smallest part is {@link #LEAST} here. */
class PartPlannerTest {

    private static final Instant TIME = Instant.parse("2026-11-21T11:20:51Z");
    private static final int LEAST = 200;
    private static final List<CopyWay> WAYS = List.of(CopyWay.values());
    private static final List<CopyWay> COPYING = List.of(CopyWay.BORROWED, CopyWay.GLUED, CopyWay.EQUAL);
    private static final int HEADER = 41;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void storesTakeEachPart(long seed) {
        Random random = new Random(seed);
        PartRules rules = rules(random, WAYS.get(random.nextInt(4)));
        BuiltArchive archive = new BuiltArchive(files(random), rules);

        long reached = 0;
        for (PlannedPart part : archive.parts) {
            assertThat(part.offset()).isEqualTo(reached);
            reached += part.size();
            assertThat(part.size()).isBetween(reached == archive.layout.length() ? 1L : LEAST, mostOf(part, rules));
        }
        assertThat(reached).isEqualTo(archive.layout.length());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void copiesWhatAStoreCopies(long seed) {
        Random random = new Random(seed);
        PartRules rules = rules(random, COPYING.get(random.nextInt(3)));
        BuiltArchive archive = new BuiltArchive(files(random), rules);

        for (PlannedPart part : archive.parts) {
            boolean copies = part.kind() == PartKind.COPY || part.kind() == PartKind.GLUED;
            assertThat(part.copied() > 0).isEqualTo(copies);
            if (copies) {
                requireCopyable(part, archive, rules);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void howItIsCutDoesNotChangeAByte(long seed) throws IOException {
        Random random = new Random(seed);
        List<SampleFile> files = files(random);

        byte[] whole = new BuiltArchive(files, PartRules.splicing(Integer.MAX_VALUE)).bytes();

        for (CopyWay way : WAYS) {
            assertThat(new BuiltArchive(files, rules(random, way)).bytes()).isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void someStoresGetPartsOfEqualSize(long seed) {
        Random random = new Random(seed);
        PartRules rules = rules(random, CopyWay.EQUAL);

        List<PlannedPart> parts = new BuiltArchive(files(random), rules).parts;

        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.size()).isEqualTo(rules.partSize()));
    }

    @Test
    void borrowsWhatIsMissingBeforeACopy() {
        List<PlannedPart> parts = cut(CopyWay.BORROWED, 1000, 1000);

        assertThat(parts)
                .containsExactly(
                        new PlannedPart(1, PartKind.SEAM, 0, 0, 0, LEAST, 0),
                        copy(2, 0, LEAST, 1000 + HEADER),
                        new PlannedPart(3, PartKind.SEAM, 1, 1, 1000 + HEADER, LEAST, 0),
                        copy(4, 1, 1000 + HEADER + LEAST, 2 * (1000 + HEADER)),
                        parts.get(4));
        assertThat(parts.get(4).kind()).isEqualTo(PartKind.DIRECTORY);
    }

    @Test
    void gluesHeadersBehindTheTailOfACopy() {
        List<PlannedPart> parts = cut(CopyWay.GLUED, 1000, 1000);

        long glued = 1000 + HEADER - LEAST;
        assertThat(parts)
                .containsExactly(
                        new PlannedPart(1, PartKind.SEAM, 0, 0, 0, LEAST, 0),
                        copy(2, 0, LEAST, glued),
                        new PlannedPart(3, PartKind.GLUED, 0, 1, glued, LEAST + HEADER, LEAST),
                        copy(4, 1, 1000 + 2 * HEADER, 2 * (1000 + HEADER)),
                        parts.get(4));
        assertThat(parts.get(4).kind()).isEqualTo(PartKind.DIRECTORY);
    }

    @Test
    void aBuiltPartTakesUpWhatIsTooLittleForAnother() {
        List<PlannedPart> parts = cut(CopyWay.BORROWED, 190, 190, 1000);

        assertThat(parts.get(0)).isEqualTo(new PlannedPart(1, PartKind.SEAM, 0, 2, 0, 2 * 190 + 3 * HEADER, 0));
        assertThat(parts.get(1).kind()).isEqualTo(PartKind.COPY);
    }

    @Test
    void sendsAnEntryOfWhichTooLittleWouldBeLeft() {
        List<PlannedPart> parts = cut(CopyWay.BORROWED, 2 * LEAST - HEADER - 1);

        assertThat(parts).extracting(PlannedPart::kind).doesNotContain(PartKind.COPY);
    }

    @Test
    void aLargeEntryIsCopiedInEqualPieces() {
        List<PlannedPart> parts = cut(CopyWay.BORROWED, 2000 + LEAST - HEADER + 1);

        assertThat(parts.subList(1, 4)).extracting(PlannedPart::size).containsExactly(667L, 667L, 667L);
    }

    @ParameterizedTest
    @EnumSource(CopyWay.class)
    void refusesRulesThatNoStoreTakes(CopyWay way) {
        assertThatThrownBy(() -> PartRules.copying(PartRules.LEAST - 1, way, PartRules.LEAST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PartRules.copying(PartRules.LEAST, way, PartRules.LEAST - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnEndThatTheEntriesDoNotReach() {
        PartPlanner planner = new PartPlanner(PartRules.splicing(100), 50, 100, part -> {});

        assertThatThrownBy(planner::finish).isInstanceOf(IllegalStateException.class);
    }

    /** Parts of 400, copies of at most 1,000 bytes, entries whose local header has {@link #HEADER} bytes. */
    private static List<PlannedPart> cut(CopyWay way, int... sizes) {
        List<SampleFile> files = new ArrayList<>();
        for (int size : sizes) {
            files.add(new SampleFile("f" + files.size(), new byte[size], TIME));
        }
        BuiltArchive archive = new BuiltArchive(files, new PartRules(400, LEAST, 1000, way, LEAST));
        assertThat(archive.placed.get(0).headerLength()).isEqualTo(HEADER);
        return archive.parts;
    }

    private static PlannedPart copy(int number, long ordinal, long from, long to) {
        return new PlannedPart(number, PartKind.COPY, ordinal, ordinal, from, to - from, to - from);
    }

    private static void requireCopyable(PlannedPart part, BuiltArchive archive, PartRules rules) {
        PlacedEntry source = archive.placed.get((int) part.firstOrdinal());
        long size = source.entry().size();
        assertThat(archive.files.get((int) part.firstOrdinal()).isInStore()).isTrue();
        assertThat(size).isGreaterThanOrEqualTo(rules.smallestCopied());
        assertThat(part.copied()).isBetween((long) LEAST, rules.mostCopied());
        assertThat(part.offset()).isGreaterThanOrEqualTo(source.dataOffset());
        assertThat(part.offset() + part.copied()).isLessThanOrEqualTo(source.end());
        assertThat(part.copied() == size || size > LEAST).isTrue();
        if (part.kind() == PartKind.GLUED) {
            assertThat(part.offset() + part.copied()).isEqualTo(source.end());
            assertThat(part.size() - part.copied()).isBetween(1L, LEAST - 1L);
        }
    }

    private static long mostOf(PlannedPart part, PartRules rules) {
        long built = rules.partSize() + LEAST;
        return part.kind() == PartKind.COPY
                ? Math.max(rules.mostCopied(), rules.partSize())
                : Math.max(built, 3 * LEAST);
    }

    private static PartRules rules(Random random, CopyWay way) {
        int partSize = LEAST + random.nextInt(LEAST);
        int mostCopied = 2 * LEAST + random.nextInt(3 * LEAST);
        int smallestCopied = LEAST + random.nextInt(2) * random.nextInt(LEAST);
        return new PartRules(partSize, LEAST, mostCopied, way, smallestCopied);
    }

    private static List<SampleFile> files(Random random) {
        int[] sizes = {0, 1, LEAST - 60, LEAST - 1, LEAST, LEAST + 1, 2 * LEAST - 1, 2 * LEAST, 5 * LEAST, 20 * LEAST};
        List<SampleFile> files = new ArrayList<>();
        int count = random.nextInt(13);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(content);
            String name = "n".repeat(1 + random.nextInt(40)) + i;
            files.add(new SampleFile(name, content, TIME, random.nextInt(5) > 0));
        }
        return files;
    }
}
