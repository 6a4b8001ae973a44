package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileListsTest {

    private static LedgerServer server;
    private static FileLists lists;

    @BeforeAll
    static void start() throws IOException {
        server = LedgerServer.start();
        lists = server.ledger().lists();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tab\there", "new\nline", "carriage\rreturn", "back\\slash", "\\N", "\\.", "quote\"'`", "😀 emoji",
                "", " ", "\u00e9 / e\u0301", "ترتيب", "\u0001\u007f", "a,b;c|d", "{}", "\ufeff"
            })
    void keepsEveryNameAsItIs(String name) {
        String id = server.aJobOf(name, "next").id();

        List<JobFile> files = lists.list(id, new FileQuery(null, -1, 10));

        assertThat(files).extracting(JobFile::target).containsExactly(name, "next");
        assertThat(files)
                .extracting(JobFile::source)
                .containsExactly("s3://source-images/" + name, "s3://source-images/next");
        assertThat(lists.isTargetUsed(id, name)).isTrue();
    }

    @Test
    void loadsAndShowsAListThatIsLongerThanAnyBuffer() {
        int count = 200_000;
        server.ledger().jobs().accept(server.aJob("archive:long"), rows -> {
            for (int i = 0; i < count; i++) {
                rows.accept(new NewFile(
                        "s3://source-images/" + i + ".png", "album/" + i + ".png", 1L, "{\"n\": " + i + "}"));
            }
        });
        AtomicInteger seen = new AtomicInteger();

        lists.forEach("archive:long", new OrdinalRange(0, Long.MAX_VALUE), file -> {
            assertThat(file.ordinal()).isEqualTo(seen.getAndIncrement());
            assertThat(file.handle()).isEqualTo("{\"n\": " + file.ordinal() + "}");
        });
        List<JobFile> page = lists.list("archive:long", new FileQuery(FileState.QUEUED, 199_997, 100));

        assertThat(seen).hasValue(count);
        assertThat(page).extracting(JobFile::ordinal).containsExactly(199_998L, 199_999L);
        assertThat(server.jobOf("archive:long").files().total()).isEqualTo(count);
        assertThat(server.jobOf("archive:long").bytes().total()).isEqualTo(count);
        assertThat(lists.duplicates("archive:long", -1, 10)).isEmpty();
    }

    @Test
    void finishesWhatIsUnfinishedAndCountsItOnce() {
        String id = "archive:finished";
        server.ledger().jobs().accept(server.aJob(id), rows -> {
            rows.accept(new NewFile("s3://b/a", "a", 10L, null));
            rows.accept(new NewFile("s3://b/b", "b", 5L, null));
        });
        long epoch = server.ledger().jobs().takeEpoch(id).orElseThrow();

        lists.finish(id, epoch);
        lists.finish(id, epoch);

        assertThat(lists.list(id, new FileQuery(FileState.DONE, -1, 10))).hasSize(2);
        assertThat(server.jobOf(id).files().done()).isEqualTo(2);
        assertThat(server.jobOf(id).bytes().done()).isEqualTo(15);
        assertThatThrownBy(() -> lists.finish(id, epoch - 1)).isInstanceOf(LostEpochException.class);
    }

    @Test
    void showsARangeWithBothItsEnds() {
        String id = server.aJobOf("a", "b", "c", "d").id();
        List<String> seen = new ArrayList<>();

        lists.forEach(id, new OrdinalRange(1, 2), file -> seen.add(file.target()));

        assertThat(seen).containsExactly("b", "c");
    }

    @Test
    void addsFilesBehindTheLastOne() {
        Job job = server.aRunningJobOf();

        lists.append(job.id(), 1, -1, List.of(server.aFile("a"), server.aFile("b")));
        lists.append(job.id(), 1, 1, List.of(server.aFile("c")));

        assertThat(lists.last(job.id()).orElseThrow().target()).isEqualTo("c");
        assertThat(lists.last(job.id()).orElseThrow().ordinal()).isEqualTo(2);
        assertThat(server.jobOf(job.id()).files().total()).isEqualTo(3);
        assertThat(server.jobOf(job.id()).bytes().total()).isEqualTo(30);
        assertThat(lists.last("archive:nobody")).isEmpty();
    }

    @Test
    void addsAPageOnceThoughTwoListAtOnce() {
        Job job = server.aRunningJobOf();
        lists.append(job.id(), 1, -1, List.of(server.aFile("a")));

        assertThatThrownBy(() -> lists.append(job.id(), 1, -1, List.of(server.aFile("a"))))
                .isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> lists.append(job.id(), 0, 0, List.of(server.aFile("b"))))
                .isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> lists.append(job.id(), 1, 0, List.of(server.aFile("b"), server.aFile("\0"))))
                .hasMessage("The name of file 2 holds a NUL character");

        assertThat(server.jobOf(job.id()).files().total()).isEqualTo(1);
        assertThat(server.statesOf(job.id())).hasSize(1);
    }

    @Test
    void findsTargetsThatAnEarlierFileHas() {
        Job job = server.aRunningJobOf("a", "b", "a", "a", "b", "c");

        List<DuplicateTarget> first = lists.duplicates(job.id(), -1, 2);
        List<DuplicateTarget> second = lists.duplicates(job.id(), 3, 2);

        assertThat(first).containsExactly(new DuplicateTarget(2, "a"), new DuplicateTarget(3, "a"));
        assertThat(second).containsExactly(new DuplicateTarget(4, "b"));
    }

    @Test
    void doesNotCountTheTargetsOfFailedAndSkippedFiles() {
        Job job = server.aRunningJobOf("a", "a", "b", "b");
        JobFiles files = server.ledger().files();
        List<TakenFile> page = files.take(new JobPage(job.id(), 1, 0, 9), Only.ALL);

        files.failed(page.get(0), new Failure("SOURCE_MISSING", "gone"));
        files.skipped(page.get(3), new Failure("SOURCE_MISSING", "gone"));

        assertThat(lists.duplicates(job.id(), -1, 10)).isEmpty();
        assertThat(lists.isTargetUsed(job.id(), "a")).isTrue();
        assertThat(lists.firstWith(job.id(), "a")).isPresent();
        files.skipped(page.get(1), new Failure("SOURCE_MISSING", "gone"));
        assertThat(lists.isTargetUsed(job.id(), "a")).isFalse();
        assertThat(lists.isTargetUsed("archive:nobody", "b")).isFalse();
    }

    @Test
    void givesFilesOtherTargetsAndPlaces() {
        Job job = server.aRunningJobOf("a", "a", "a");

        lists.retarget(job.id(), 1, Map.of(duplicate(1, "a"), "a (2)", duplicate(2, "a"), "a (3)"));
        lists.retarget(job.id(), 1, Map.of(duplicate(2, "a"), "a (4)"));
        lists.place(
                job.id(),
                1,
                LongStream.range(0, 3)
                        .mapToObj(ordinal -> new PlacedFile(ordinal, "{\"offset\": " + ordinal * 40 + "}"))
                        .toList());

        List<JobFile> files = lists.list(job.id(), new FileQuery(null, -1, 10));
        assertThat(files).extracting(JobFile::target).containsExactly("a", "a (2)", "a (3)");
        assertThat(files)
                .extracting(JobFile::handle)
                .containsExactly("{\"offset\": 0}", "{\"offset\": 40}", "{\"offset\": 80}");
        assertThatThrownBy(() -> lists.retarget(job.id(), 0, Map.of(duplicate(1, "a"), "x")))
                .isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> lists.place(job.id(), 0, List.of())).isInstanceOf(LostEpochException.class);
        assertThatThrownBy(() -> lists.retarget(job.id(), 1, Map.of(duplicate(1, "a"), "\0")))
                .hasMessage("The name of file 1 holds a NUL character");
    }

    private static DuplicateTarget duplicate(long ordinal, String target) {
        return new DuplicateTarget(ordinal, target);
    }

    @Test
    void findsTheFirstFileThatFailed() {
        Job job = server.aRunningJobOf("a", "b", "c");
        JobFiles files = server.ledger().files();
        List<TakenFile> page = files.take(new JobPage(job.id(), 1, 0, 9), Only.ALL);

        files.failed(page.get(2), new Failure("SOURCE_CHANGED", "later"));
        files.failed(page.get(1), new Failure("SOURCE_MISSING", "gone"));

        assertThat(lists.firstFailed(job.id()).orElseThrow().failure())
                .isEqualTo(new Failure("SOURCE_MISSING", "gone"));
        assertThat(lists.firstFailed("archive:nobody")).isEmpty();
    }
}
