package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.TakenPart;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The memory in which the parts of a page are put together: as much as parts are built at a time, used again and again. */
final class PartRooms {

    private final long limit;
    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

    PartRooms(ZipArchiveProperties properties) {
        this.limit = properties.bufferLimit().toBytes();
    }

    /** Room for the whole part; null for one too large to be kept, and for one without bytes of files. */
    byte @Nullable [] take(TakenPart part) {
        if (part.size() > limit || part.firstOrdinal() < 0) {
            return null;
        }
        byte[] room = free.poll();
        return room != null && room.length >= part.size() ? room : new byte[(int) part.size()];
    }

    /** Only what nobody reads or writes any more. */
    void giveBack(byte @Nullable [] room) {
        if (room != null) {
            free.add(room);
        }
    }
}
