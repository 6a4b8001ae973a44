package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final AtomicLong free = new AtomicLong(100 * MIB);
    private final DiskRoom room = new DiskRoom(any -> free.get());

    @Test
    void whatFitsAloneWaitsForWhatIsUnderWay() throws IOException {
        String done = room.within(folder, () -> 60 * MIB, () -> {
            assertThatThrownBy(() -> write(60 * MIB))
                    .isInstanceOf(NoRoomException.class)
                    .hasMessageContaining("no room for 62914560 bytes more on the disk of " + folder)
                    .hasMessageContaining("104857600 are free")
                    .hasMessageContaining("under way need 62914560");
            assertThat(write(40 * MIB)).isEqualTo("written");
            return write(40 * MIB);
        });

        assertThat(done).isEqualTo("written");
        assertThat(write(60 * MIB)).isEqualTo("written");
    }

    @Test
    void whatIsWrittenByNowIsNotCountedTwice() throws IOException {
        AtomicLong left = new AtomicLong(60 * MIB);

        room.within(folder, left::get, () -> {
            free.addAndGet(-50 * MIB);
            left.addAndGet(-50 * MIB);
            return write(40 * MIB);
        });
    }

    @Test
    void whatIsSmallIsWrittenWithoutAsking() throws IOException {
        free.set(0);

        assertThat(write(DiskRoom.LARGE - 1)).isEqualTo("written");
        assertThatThrownBy(() -> write(DiskRoom.LARGE)).isInstanceOf(NoRoomException.class);
    }

    /** If its bytes turn out to be others, all of it comes again. */
    @Test
    void whatBeganSmallCountsWhateverItBecomes() throws IOException {
        AtomicLong left = new AtomicLong(1);

        room.within(folder, left::get, () -> {
            left.set(60 * MIB);
            assertThatThrownBy(() -> write(60 * MIB)).isInstanceOf(NoRoomException.class);
            return write(40 * MIB);
        });
    }

    @Test
    void whoFailsGivesHisRoomBack() throws IOException {
        assertThatThrownBy(() -> room.within(folder, () -> 60 * MIB, () -> {
                    throw new IOException("Input/output error");
                }))
                .hasMessage("Input/output error");

        assertThat(write(100 * MIB)).isEqualTo("written");
    }

    @Test
    void theDiskOfAFolderIsAsked() throws IOException {
        DiskRoom ofTheSystem = new DiskRoom();

        assertThat(ofTheSystem.within(folder, () -> DiskRoom.LARGE, () -> "written"))
                .isEqualTo("written");
        assertThatThrownBy(() -> ofTheSystem.within(folder, () -> Long.MAX_VALUE, () -> "written"))
                .isInstanceOf(NoRoomException.class);
    }

    private String write(long bytes) throws IOException {
        return room.within(folder, () -> bytes, () -> "written");
    }
}
