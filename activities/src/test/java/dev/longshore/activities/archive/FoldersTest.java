package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ledger.NewFile;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects that stand for folders. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class FoldersTest {

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
        scene.put("trip/", 0);
        scene.put("trip/day 1/", 0);
        scene.put("trip/day 1/a.txt", 10);
        scene.put("trip/day 2/", 0);
    }

    @Test
    void foldersBelowAPrefixAreKeptButThatOfThePrefixItself() throws IOException {
        Run run = scene.aRunFrom("trip/");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("day 1/", "day 1/a.txt", "day 2/");
        assertThat(scene.line().exchanges())
                .filteredOn(exchange -> scene.isReading(exchange.request())
                        && exchange.request().path().endsWith("/"))
                .filteredOn(exchange -> !exchange.request().query().containsKey("list-type"))
                .isEmpty();
    }

    @Test
    void aPrefixWithoutItsSlashGivesTheSameNames() throws IOException {
        Run run = scene.aRunFrom("trip");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("day 1/", "day 1/a.txt", "day 2/");
    }

    @Test
    void foldersThatAreNamedAreKeptUnderTheirDestination() throws IOException {
        Run run = scene.aRunOf(
                new Wish(),
                List.of(
                        scene.aFile("trip/day 2/", null),
                        scene.aFile("trip/day 1/", "album"),
                        scene.aFile("trip/day 1/a.txt", "album/day 1")));

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.archive().sums()).containsOnlyKeys("day 2/", "album/day 1/", "album/day 1/a.txt");
    }

    @Test
    void foldersOfOneNameAreToldApart() {
        scene.put("other/day 1/", 0);
        Run run = scene.aRunOf("trip/day 1/", "other/day 1/");

        assertThat(scene.toTheEnd(run).failureMessage()).isNull();

        assertThat(scene.names(run)).containsExactly("day 1/", "day 1 (2)/");
    }

    /** The store of these tests keeps no bytes of such an object, others do. */
    @Test
    void aFolderThatHoldsBytesFailsTheJobBeforeAnythingIsSent() {
        String handle = SourceHandle.pinned("etag", Instant.EPOCH).json();
        NewFile full = new NewFile(scene.addressOf("trip/day 3/"), "day 3/", 7L, handle);

        Ending ending = scene.toTheEnd(scene.aRunOf(new Wish(), List.of(scene.aFile("trip/day 1/", null), full)));

        assertThat(ending.failureType()).isEqualTo(FailureType.UNSAFE_NAME.name());
        assertThat(ending.failureMessage()).contains("file 1 (", "holds 7 bytes");
        assertThat(scene.uploadsLeft()).isEmpty();
    }
}
