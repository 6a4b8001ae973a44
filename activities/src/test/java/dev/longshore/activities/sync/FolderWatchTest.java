package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SeenFile;
import dev.longshore.storage.ObjectAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@Timeout(180)
class FolderWatchTest {

    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Names ALL = new Names(List.of(), List.of());
    private static final Duration MOMENT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private final List<SeenFile> seen = new ArrayList<>();
    private final Set<String> busy = new TreeSet<>();
    private final AtomicInteger unheard = new AtomicInteger();
    private @Nullable FolderWatch current;

    @AfterEach
    void close() {
        if (current != null) {
            current.close();
        }
    }

    @Test
    void findsWhatIsThereOnceItStandsStill() throws Exception {
        watch(ALL, NEVER);
        Path file = write("deep/a.txt", "a");
        Instant written = Instant.now();

        lookUntil(() -> paths().contains("deep/a.txt"));

        assertThat(Instant.now()).isAfterOrEqualTo(written.plus(SETTLE).minusMillis(50));
        assertThat(seen.get(0).bytes()).isEqualTo(Files.size(file));
        lookUntil(() -> watch().hasSeenAll());
    }

    @Test
    void hasNotSeenAllAsLongAsSomethingMustStandStill() throws Exception {
        watch(ALL, NEVER);
        assertThat(watch().hasSeenAll()).isFalse();
        write("a.txt", "a");

        look();

        assertThat(seen).isEmpty();
        assertThat(watch().hasSeenAll()).isFalse();
    }

    @Test
    void findsAFileThatAppears() throws Exception {
        compareOnce();

        write("a.txt", "a");

        lookUntil(() -> paths().contains("a.txt"));
    }

    @Test
    void waitsForAFileThatGrows() throws Exception {
        compareOnce();
        Path file = write("a.txt", "a");
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            look();
        }
        long size = Files.size(file);

        lookUntil(() -> paths().contains("a.txt"));

        assertThat(seen.get(seen.size() - 1).bytes()).isEqualTo(size);
    }

    @Test
    void findsAFileThatIsRenamedInPlace() throws Exception {
        write("a.tmp", "a");
        watch(new Names(List.of(), List.of("*.tmp")), NEVER);
        lookUntil(() -> watch().hasSeenAll());
        assertThat(seen).isEmpty();

        Files.move(folder.resolve("a.tmp"), folder.resolve("a.txt"));

        lookUntil(() -> paths().contains("a.txt"));
    }

    @Test
    void findsAFileThatIsReplacedByARename() throws Exception {
        compareOnce();
        write("a.txt", "first");
        lookUntil(() -> paths().contains("a.txt"));
        write(".longshore-new", "second");

        Files.move(folder.resolve(".longshore-new"), folder.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);

        lookUntil(() -> seen.stream().map(SeenFile::identity).distinct().count() == 2);
    }

    @Test
    void findsWhatANewFolderHeldBeforeItWasWatched() throws Exception {
        compareOnce();
        Path elsewhere = Files.createDirectories(folder.resolve(".longshore-elsewhere/new/deep"));
        Files.writeString(elsewhere.resolve("a.txt"), "a");

        Files.move(folder.resolve(".longshore-elsewhere/new"), folder.resolve("new"));
        write("new/deep/b.txt", "b");

        lookUntil(() -> paths().containsAll(Set.of("new/deep/a.txt", "new/deep/b.txt")));
        write("new/deep/c.txt", "c");
        lookUntil(() -> paths().contains("new/deep/c.txt"));
    }

    @Test
    void findsWhatComesIntoAFolderThatWasRenamed() throws Exception {
        Files.createDirectories(folder.resolve("before/deep"));
        compareOnce();

        Files.move(folder.resolve("before"), folder.resolve("after"));
        write("after/deep/a.txt", "a");

        lookUntil(() -> paths().contains("after/deep/a.txt"));
    }

    @Test
    void findsAllOfManyFilesOfWhichTheSystemDoesNotTell() throws Exception {
        compareOnce();
        for (int i = 0; i < 3_000; i++) {
            write("many/" + i % 3 + "/" + i, "a");
        }

        lookUntil(() -> paths().size() == 3_000);
    }

    @Test
    void waitsForAFileThatSomebodyHasOpenForWriting() throws Exception {
        compareOnce();
        try (OutputStream out = Files.newOutputStream(folder.resolve("a.txt"))) {
            out.write(1);
            Instant end = Instant.now().plus(SETTLE.multipliedBy(4));
            while (Instant.now().isBefore(end)) {
                look();
            }
            assertThat(seen).isEmpty();
        }

        lookUntil(() -> paths().contains("a.txt"));
    }

    @Test
    void saysAgainWhatWasBusy() throws Exception {
        compareOnce();
        busy.add("a.txt");
        write("a.txt", "a");
        lookUntil(() -> seen.size() == 2);
        assertThat(watch().hasSeenAll()).isFalse();

        busy.clear();

        lookUntil(() -> watch().hasSeenAll());
        assertThat(paths()).containsExactly("a.txt");
    }

    @Test
    void saysAgainWhatCouldNotBeSaid() throws Exception {
        compareOnce();
        write("a.txt", "a");
        assertThatThrownBy(() -> {
                    while (true) {
                        watch().look(
                                        files -> {
                                            if (files.isEmpty()) {
                                                return List.of();
                                            }
                                            throw new IllegalStateException("the ledger is away");
                                        },
                                        MOMENT);
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(watch().hasSeenAll()).isFalse();

        lookUntil(() -> paths().contains("a.txt"));
    }

    @Test
    void comesToAnEndWhileSomebodyWritesWithoutAPause() throws Exception {
        compareOnce();
        write("still.txt", "a");
        Process writer = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "exec dd if=/dev/zero bs=1 count=20000000 of='" + folder + "/growing' 2>/dev/null")
                .start();
        try {
            lookUntil(() -> paths().contains("still.txt"));
            assertThat(paths()).doesNotContain("growing");
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    @Test
    void findsEverythingByComparingAlone() throws Exception {
        write("a.txt", "a");
        watch(ALL, Duration.ofMillis(1));

        lookUntil(() -> paths().contains("a.txt"));
        seen.clear();

        lookUntil(() -> paths().contains("a.txt"));
    }

    @Test
    void comparesNoMoreOftenAfterAFolderThatVanishedWhileItWasLookedAt() throws Exception {
        Path vanishing = Files.createDirectory(folder.resolve("vanishing"));
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        AtomicInteger looks = new AtomicInteger();
        watch(ALL, NEVER, () -> Instant.now().plus(Objects.requireNonNull(later.get())));
        watch().look(
                        new Watch.Finds() {
                            @Override
                            public void looking() {
                                if (looks.incrementAndGet() == 2) {
                                    delete(vanishing);
                                }
                            }

                            @Override
                            public List<SeenFile> found(List<SeenFile> files) {
                                return List.of();
                            }
                        },
                        MOMENT);
        assertThat(vanishing).doesNotExist();

        later.set(NEVER.dividedBy(2));

        assertThat(watch().hasSeenAll()).isTrue();
    }

    @Test
    void looksAtOneFolderAloneIfMoreChangedInItThanTheSystemTells() throws Exception {
        write("other/deep/a.txt", "a");
        Files.createDirectories(folder.resolve("busy"));
        compareOnce();
        lookUntil(() -> watch().hasSeenAll());
        seen.clear();

        for (int i = 0; i < 3_000; i++) {
            write("busy/" + i, "a");
        }

        lookUntil(() -> paths().size() == 3_000);
        assertThat(unheard).hasPositiveValue();
        assertThat(paths()).allMatch(path -> path.startsWith("busy/"));
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch(Names names, Duration compareEvery) {
        watch(names, compareEvery, InstantSource.system());
    }

    private void watch(Names names, Duration compareEvery, InstantSource clock) {
        ObjectAddress place = ObjectAddress.parse("s3://bucket/output/");
        Flow flow = new Flow("host", "output", Direction.UP, folder, place, true, names, SETTLE);
        EmptiedFolders emptied = new EmptiedFolders(folder, SETTLE, clock);
        current = new FolderWatch(flow, properties(compareEvery), clock, emptied, unheard::incrementAndGet);
    }

    private static MinioSyncProperties properties(Duration compareEvery) {
        return new MinioSyncProperties(
                null,
                "/",
                "s3://bucket",
                Duration.ofSeconds(1),
                SETTLE,
                compareEvery,
                1,
                DataSize.ofBytes(1),
                1,
                DataSize.ofMegabytes(5),
                null,
                Duration.ofHours(1),
                50,
                null);
    }

    private FolderWatch watch() {
        return Objects.requireNonNull(current);
    }

    private void compareOnce() throws InterruptedException {
        watch(ALL, NEVER);
        look();
    }

    private void look() throws InterruptedException {
        watch().look(
                        files -> {
                            seen.addAll(files);
                            return files.stream()
                                    .filter(file -> busy.contains(file.path()))
                                    .toList();
                        },
                        MOMENT);
    }

    private void lookUntil(Supplier<Boolean> isDone) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        do {
            look();
            assertThat(System.nanoTime()).isLessThan(deadline);
        } while (!isDone.get());
    }

    private Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        seen.forEach(file -> paths.add(file.path()));
        return paths;
    }

    private Path write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, content);
    }
}
