package dev.longshore.storage;

import dev.longshore.storage.zip.Crc32s;
import dev.longshore.storage.zip.PartGrid;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Sends a source as the parts of an upload. A part that the store holds is read and compared, not sent again. What is in
 * memory are the buffers of the parts under way, whatever their size.
 */
public final class Splice {

    private final long partSize;
    private final int atOnce;

    /**
     * Splices in parts of this size.
     *
     * @param atOnce how many parts are under way at a time
     */
    public Splice(long partSize, int atOnce) {
        this.partSize = partSize;
        this.atOnce = atOnce;
    }

    /**
     * Sends what the store does not hold. May be repeated, with the same part size or another.
     *
     * @param moved is told small steps, also of what is only compared, from several threads; what it throws ends all
     */
    public SpliceResult send(Source source, S3Upload upload, LongConsumer moved) {
        PartGrid grid = new PartGrid(source.size(), partSize);
        SplicedParts parts = new SplicedParts(source, upload, grid, moved);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, grid.count()));
        try {
            threads.invokeAll(IntStream.rangeClosed(1, grid.count())
                    .mapToObj(number -> Executors.callable(() -> parts.send(number)))
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while parts were sent");
        } finally {
            threads.shutdownNow();
        }
        return result(parts.finished(), parts);
    }

    private static SpliceResult result(List<HeldPart> sent, SplicedParts parts) {
        int crc32 = 0;
        for (HeldPart part : sent) {
            crc32 = part.crc32() == null ? crc32 : Crc32s.combine(crc32, part.crc32(), part.size());
        }
        return new SpliceResult(sent, crc32, parts.bytesSent(), parts.bytesSentAgain());
    }
}
