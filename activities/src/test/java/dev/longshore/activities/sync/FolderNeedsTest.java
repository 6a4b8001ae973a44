package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.sync.Direction;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.files.HardLinks;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderNeedsTest {

    private static final HardLinks NONE = (name, file) -> {
        throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
    };

    @TempDir
    private Path folder;

    @Test
    void aFolderForDownloadsNeedsHardLinks() {
        assertThatThrownBy(() -> new FolderNeeds(NONE).require(flow(Direction.DOWN)))
                .hasMessageContaining("without hard links")
                .hasMessageContaining("longshore.sync.flows[].folder")
                .hasMessageContaining(folder.toString());

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderForUploadsNeedsNone() {
        new FolderNeeds(NONE).require(flow(Direction.UP));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aUsualFolderHasWhatIsNeeded() {
        new FolderNeeds(HardLinks.ofTheSystem()).require(flow(Direction.DOWN));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsGoneIsSaid() throws IOException {
        Files.delete(folder);

        assertThatThrownBy(() -> new FolderNeeds(HardLinks.ofTheSystem()).require(flow(Direction.DOWN)))
                .hasMessageContaining(folder.toString());
        Files.createDirectory(folder);
    }

    private Flow flow(Direction direction) {
        Names all = new Names(List.of(), List.of());
        return new Flow(
                "host", "flow", direction, folder, ObjectAddress.parse("s3://bucket/"), true, all, Duration.ZERO);
    }
}
