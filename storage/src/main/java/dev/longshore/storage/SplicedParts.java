package dev.longshore.storage;

import dev.longshore.storage.zip.PartGrid;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** The parts of one splice. The first that fails ends the others at their next step. */
final class SplicedParts {

    private final Source source;
    private final S3Upload upload;
    private final PartGrid grid;
    private final LongConsumer moved;
    private final Map<Integer, HeldPart> held;
    private final SortedMap<Integer, HeldPart> finished = new ConcurrentSkipListMap<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesSentOnce = new AtomicLong();

    SplicedParts(Source source, S3Upload upload, PartGrid grid, LongConsumer moved) {
        this.source = source;
        this.upload = upload;
        this.grid = grid;
        this.moved = moved;
        held = upload.held();
    }

    void send(int number) {
        if (failure.get() != null) {
            return;
        }
        try {
            finished.put(number, heldOrSent(number, PartBody.of(source, grid.offset(number), grid.size(number))));
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** In order, once all were sent. */
    List<HeldPart> finished() {
        if (failure.get() != null) {
            throw failure.get();
        }
        if (finished.size() != grid.count()) {
            throw new IllegalStateException("Only " + finished.size() + " of " + grid.count() + " parts were sent");
        }
        return List.copyOf(finished.values());
    }

    long bytesSent() {
        return bytesSent.get();
    }

    long bytesSentAgain() {
        return bytesSent.get() - bytesSentOnce.get();
    }

    private HeldPart heldOrSent(int number, PartBody body) {
        HeldPart there = held.get(number);
        if (there != null && there.size() == body.length()) {
            BodySum sum = BodySum.read(body, this::step);
            if (sum.isOf(there.etag(), there.crc32())) {
                return new HeldPart(number, sum.size(), there.etag(), sum.crc32());
            }
        }
        HeldPart sent = upload.put(number, body, this::sendingStep).held();
        bytesSentOnce.addAndGet(there == null ? sent.size() : 0);
        return sent;
    }

    private void sendingStep(long bytes) {
        bytesSent.addAndGet(bytes);
        step(bytes);
    }

    private void step(long bytes) {
        RuntimeException other = failure.get();
        if (other != null) {
            throw other;
        }
        moved.accept(bytes);
    }
}
