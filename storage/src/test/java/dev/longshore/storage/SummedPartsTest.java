package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.lanes.Md5Lanes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts whose sums are known before they are sent. */
class SummedPartsTest {

    private static final int PART = 1000;

    private final Watched source = new Watched(UploadContract.bytes(PART * Md5Lanes.width() + PART + 17, 1));
    private final List<PartBody> parts = PartBody.summed(source, PART);

    @BeforeEach
    void needsLanes() {
        assumeThat(Md5Lanes.width()).as("lanes of this machine").isGreaterThan(1);
    }

    @Test
    void coverAllOfASource() {
        assertThat(parts).extracting(PartBody::length).startsWith((long) PART).endsWith(17L);
        assertThat(parts).hasSize(Md5Lanes.width() + 2);
        assertThat(PartBody.summed(new Watched(new byte[0]), PART)).isEmpty();
    }

    @Test
    void areReadTogetherAndOnce() {
        AtomicLong told = new AtomicLong();

        for (PartBody part : parts.subList(0, Md5Lanes.width())) {
            assertThat(sum(part, told::addAndGet)).isEqualTo(BodySum.read(alone(part), moved -> {}));
        }

        assertThat(told).hasValue((long) PART * Md5Lanes.width());
        assertThat(source.read).hasValue(told.get());
    }

    @Test
    void thatAreTooFewAreSummedWhileTheyAreSent() {
        for (PartBody part : parts.subList(Md5Lanes.width(), parts.size())) {
            assertThat(((SummedBody) part).sum(moved -> {})).isEmpty();
            assertThat(BodySum.read(part, moved -> {})).isEqualTo(BodySum.read(alone(part), moved -> {}));
        }
    }

    @Test
    void areReadAnewIfThatFailed() {
        source.fails.set(true);
        assertThatThrownBy(() -> sum(parts.get(3), moved -> {})).isInstanceOf(SourceChangedException.class);
        source.fails.set(false);

        assertThat(sum(parts.get(3), moved -> {})).isEqualTo(BodySum.read(alone(parts.get(3)), moved -> {}));
    }

    @Test
    void areLeftByWhoeverShallEnd() {
        assertThatThrownBy(() -> sum(parts.get(0), moved -> {
                    throw new IllegalStateException("the job was cancelled");
                }))
                .hasMessage("the job was cancelled");

        assertThat(source.read).hasValueLessThan((long) PART * Md5Lanes.width());
    }

    private static BodySum sum(PartBody part, LongConsumer moved) {
        return ((SummedBody) part).sum(moved).orElseThrow();
    }

    private PartBody alone(PartBody part) {
        int at = parts.indexOf(part) * PART;
        return PartBody.of(Arrays.copyOfRange(source.content, at, at + (int) part.length()));
    }

    private static final class Watched implements Source {

        private final byte[] content;
        private final AtomicLong read = new AtomicLong();
        private final AtomicBoolean fails = new AtomicBoolean();

        Watched(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset, long length) {
            if (fails.get()) {
                throw new SourceChangedException("another file is there");
            }
            return new ByteArrayInputStream(content, (int) offset, (int) length) {
                @Override
                public synchronized int read(byte[] bytes, int at, int most) {
                    int count = super.read(bytes, at, most);
                    read.addAndGet(Math.max(0, count));
                    return count;
                }
            };
        }
    }
}
