package dev.longshore.storage.files;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

import dev.longshore.storage.files.SafeRemoval.Outcome;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is removed but what was verified, whoever dies or writes meanwhile. */
class SafeRemovalTest {

    private static final String TOKEN = "17";

    @TempDir
    private Path folder;

    private final Set<Path> writing = new HashSet<>();
    private final AtomicInteger looks = new AtomicInteger();
    private Path file;
    private Path aside;
    private FileIdentity verified;
    private SafeRemoval removal;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(Files.createDirectories(folder.resolve("deep")).resolve("file"), "verified");
        aside = folder.resolve(".longshore-trash");
        verified = FileIdentity.of(file).orElseThrow();
        removal = new SafeRemoval(aside, () -> {
            looks.incrementAndGet();
            return Set.copyOf(writing);
        });
    }

    @Test
    void whatWasVerifiedIsRemoved() throws IOException {
        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REMOVED);

        assertThat(file).doesNotExist();
        assertThat(aside).isEmptyDirectory();
        assertThat(removal.remove(file, verified, TOKEN)).as("once more").isEqualTo(Outcome.GONE);
    }

    @Test
    void whatWasWrittenSinceStays() throws IOException {
        Files.writeString(file, "VERIFIED and more");

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REPLACED);

        assertThat(file).hasContent("VERIFIED and more");
    }

    @Test
    void whatSomebodyHasOpenForWritingStays() throws IOException {
        writing.add(aside.resolve(TOKEN));

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.WRITTEN);

        assertThat(file).hasContent("verified");
        assertThat(aside).isEmptyDirectory();
        writing.clear();
        assertThat(removal.remove(file, verified, TOKEN))
                .as("when it is closed")
                .isEqualTo(Outcome.REMOVED);
    }

    @Test
    void whatLiesAsideAndSomebodyHasOpenForWritingIsNotEnded() throws IOException {
        moveAside();
        writing.add(aside.resolve(TOKEN));

        assertThat(removal.batch().finish(verified, TOKEN, Files::delete)).isFalse();

        assertThat(aside.resolve(TOKEN)).hasContent("verified");
    }

    @Test
    void writersAreLookedForOnceForAllThatAreRemovedTogether() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(Files.writeString(folder.resolve("f" + i), "verified"));
        }
        writing.add(aside.resolve("f3"));
        SafeRemoval.Batch batch = removal.batch();
        for (Path each : files) {
            batch.setAside(each, FileIdentity.of(each).orElseThrow(), nameOf(each));
        }
        assertThat(files).noneMatch(Files::exists);

        for (Path each : files) {
            FileIdentity there = FileIdentity.of(aside.resolve(nameOf(each))).orElseThrow();
            assertThat(batch.remove(each, there, nameOf(each), Files::delete))
                    .isEqualTo(nameOf(each).equals("f3") ? Outcome.WRITTEN : Outcome.REMOVED);
        }

        assertThat(looks).hasValue(1);
        assertThat(files).filteredOn(Files::exists).containsExactly(folder.resolve("f3"));
        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void aLookThatIsOlderThanAMoveDoesNotCount() throws IOException {
        Path early = Files.writeString(folder.resolve("early"), "verified");
        FileIdentity earlier = FileIdentity.of(early).orElseThrow();
        SafeRemoval.Batch batch = removal.batch();
        batch.setAside(early, earlier, "early");
        batch.remove(early, earlier, "early", Files::delete);
        writing.add(aside.resolve(TOKEN));

        assertThat(batch.remove(file, verified, TOKEN, Files::delete)).isEqualTo(Outcome.WRITTEN);

        assertThat(file).hasContent("verified");
    }

    @Test
    void whatWasPutBackMeanwhileIsMovedAndLookedForAnew() throws IOException {
        SafeRemoval.Batch batch = removal.batch();
        batch.setAside(file, verified, TOKEN);
        removal.putBack(file, TOKEN);
        writing.add(aside.resolve(TOKEN));

        assertThat(batch.remove(file, verified, TOKEN, Files::delete)).isEqualTo(Outcome.WRITTEN);

        assertThat(file).hasContent("verified");
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Test
    void whoDiedAfterMovingItIsFollowedByWhoRemovesIt() throws IOException {
        moveAside();

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REMOVED);

        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void whatCameUnderTheNameMeanwhileStays() throws IOException {
        moveAside();
        Files.writeString(file, "new");

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REMOVED);

        assertThat(file).hasContent("new");
    }

    @Test
    void anotherFileThatWasMovedIsPutBack() throws IOException {
        Files.writeString(file, "another");
        moveAside();

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REPLACED);

        assertThat(file).hasContent("another");
        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void whatCannotHaveItsNameBackGetsOneThatNobodyElseHas() throws IOException {
        Files.writeString(file, "another");
        moveAside();
        Files.writeString(file, "a third");

        assertThat(removal.remove(file, verified, TOKEN)).isEqualTo(Outcome.REPLACED);

        assertThat(file).hasContent("a third");
        assertThat(othersBesideIt()).singleElement(as(PATH)).hasContent("another");
        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void whatIsPutBackFindsItsFolderAgain() throws IOException {
        moveAside();
        Files.delete(file.getParent());

        assertThat(removal.putBack(file, TOKEN)).contains(file);
        assertThat(removal.putBack(file, TOKEN)).as("once more").isEmpty();

        assertThat(verified.isAt(file)).isTrue();
    }

    @Test
    void whoDiedBetweenTheTwoNamesIsFollowedByWhoTakesTheOtherAway() throws IOException {
        moveAside();
        Files.createLink(file, aside.resolve(TOKEN));

        assertThat(removal.putBack(file, TOKEN)).contains(file);

        assertThat(verified.isAt(file)).isTrue();
        assertThat(aside).isEmptyDirectory();
        assertThat(othersBesideIt()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new FileSystemException("file", "aside", "Operation not permitted")),
                Arguments.of(new UnsupportedOperationException("no links")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void withoutHardLinksWhatIsPutBackTakesNoName(Exception refusal) throws IOException {
        SafeRemoval poor = new SafeRemoval(aside, () -> writing, refusing(refusal));
        Files.writeString(file, "another");
        moveAside();
        Files.writeString(file, "a third");

        assertThat(poor.remove(file, verified, TOKEN)).isEqualTo(Outcome.REPLACED);

        assertThat(file).hasContent("a third");
        assertThat(othersBesideIt()).singleElement(as(PATH)).hasContent("another");
        assertThat(aside).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void withoutHardLinksWhatWasVerifiedIsRemovedAllTheSame(Exception refusal) throws IOException {
        SafeRemoval poor = new SafeRemoval(aside, () -> writing, refusing(refusal));

        assertThat(poor.remove(file, verified, TOKEN)).isEqualTo(Outcome.REMOVED);

        assertThat(file).doesNotExist();
        assertThat(aside).isEmptyDirectory();
    }

    @Test
    void whetherThereAreHardLinksIsTried() throws IOException {
        assertThat(HardLinks.ofTheSystem().areIn(folder)).isTrue();
        assertThat(refusing(new UnsupportedOperationException("no links")).areIn(folder))
                .isFalse();
        assertThat(refusing(new FileSystemException("file", "aside", "Operation not permitted"))
                        .areIn(folder))
                .isFalse();
        assertThatThrownBy(() -> refusing(new AccessDeniedException("file")).areIn(folder))
                .isInstanceOf(AccessDeniedException.class);

        assertThat(folder.toFile().list()).containsExactly("deep");
    }

    @Test
    void whatIsAsideIsFinishedOnlyIfItIsWhatWasVerified() throws IOException {
        assertThat(removal.tokens()).isEmpty();
        moveAside();
        assertThat(removal.tokens()).containsExactly(TOKEN);
        FileIdentity other = new FileIdentity(verified.device(), verified.inode(), 1, verified.modified());

        assertThat(removal.batch().finish(other, TOKEN, Files::delete)).isFalse();
        removal.removeIfEmpty();
        assertThat(aside.resolve(TOKEN)).hasContent("verified");

        assertThat(removal.batch().finish(verified, TOKEN, Files::delete)).isTrue();
        assertThat(removal.batch().finish(verified, TOKEN, Files::delete))
                .as("once more")
                .isFalse();
        removal.removeIfEmpty();
        removal.removeIfEmpty();
        assertThat(aside).doesNotExist();
    }

    private static HardLinks refusing(Exception refusal) {
        return (name, of) -> {
            if (refusal instanceof IOException refused) {
                throw refused;
            }
            throw (RuntimeException) refusal;
        };
    }

    private List<Path> othersBesideIt() throws IOException {
        try (Stream<Path> all = Files.list(Objects.requireNonNull(file.getParent()))) {
            return all.filter(path -> !path.equals(file)).toList();
        }
    }

    private void moveAside() throws IOException {
        Files.createDirectories(aside);
        Files.move(file, aside.resolve(TOKEN));
    }
}
