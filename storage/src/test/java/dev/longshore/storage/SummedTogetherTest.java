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
class SummedTogetherTest {

    private static final int PART = 1000;
    private static final int WIDTH = Md5Lanes.width();

    /** Four full groups, and one part more. */
    private final Watched source = new Watched(UploadContract.bytes(4 * PART * WIDTH + 17, 1));

    private final List<SummedTogether> groups = SummedTogether.of(source, PART);

    @BeforeEach
    void needsLanes() {
        assumeThat(WIDTH).as("lanes of this machine").isGreaterThan(1);
    }

    @Test
    void coverAllOfASource() {
        assertThat(groups).extracting(group -> group.bodies().size()).containsExactly(WIDTH, WIDTH, WIDTH, WIDTH, 1);
        assertThat(groups.get(4).bodies().get(0).length()).isEqualTo(17);
        assertThat(SummedTogether.of(new Watched(new byte[0]), PART))
                .flatExtracting(SummedTogether::bodies)
                .isEmpty();
    }

    @Test
    void areReadTogetherAndOnce() {
        AtomicLong told = new AtomicLong();
        SummedTogether group = groups.get(1);

        group.sum(told::addAndGet);
        group.sum(told::addAndGet);
        for (int i = 0; i < WIDTH; i++) {
            assertThat(sum(group, i, told::addAndGet)).isEqualTo(alone((WIDTH + i) * PART, PART));
        }

        assertThat(told).hasValue((long) PART * WIDTH);
        assertThat(source.read).hasValue(told.get());
    }

    @Test
    void aloneAreSummedWhileTheyAreSent() {
        groups.get(4).sum(read -> {});

        SummedBody last = (SummedBody) groups.get(4).bodies().get(0);
        assertThat(source.read).hasValue(0);
        assertThat(last.sum(read -> {})).isEmpty();
        assertThat(BodySum.read(last, read -> {})).isEqualTo(alone(4 * PART * WIDTH, 17));
    }

    /** Else nothing of it would be sent before a good part of it is read. */
    @Test
    void ofAContentOfFewPartsAreSummedWhileTheyAreSent() {
        List<SummedTogether> few = SummedTogether.of(new Watched(new byte[23 * PART]), PART);

        assertThat(few).hasSize(1);
        assertThat(((SummedBody) few.get(0).bodies().get(0)).sum(read -> {})).isEmpty();
    }

    /** Else what was read would not be in memory any more when it is sent. */
    @Test
    void thatAreTooLargeAreSummedWhileTheyAreSent() {
        List<SummedTogether> large = SummedTogether.of(new Sized(64L << 26), 1L << 26);

        assertThat(large).hasSize(1);
        assertThat(SummedTogether.of(new Sized(64L << 25), 1L << 25)).hasSize(8);
    }

    @Test
    void areReadAnewIfThatFailed() {
        SummedTogether group = groups.get(0);
        source.fails.set(true);
        assertThatThrownBy(() -> group.sum(read -> {})).isInstanceOf(SourceChangedException.class);
        source.fails.set(false);

        assertThat(sum(group, 3, read -> {})).isEqualTo(alone(3 * PART, PART));
    }

    @Test
    void areLeftByWhoeverShallEnd() {
        assertThatThrownBy(() -> groups.get(0).sum(moved -> {
                    throw new IllegalStateException("the job was cancelled");
                }))
                .hasMessage("the job was cancelled");

        assertThat(source.read).hasValueLessThan((long) PART * WIDTH);
        assertThat(source.open).hasValue(0);
    }

    private static BodySum sum(SummedTogether group, int part, LongConsumer moved) {
        return ((SummedBody) group.bodies().get(part)).sum(moved).orElseThrow();
    }

    private BodySum alone(int at, int length) {
        return BodySum.read(PartBody.of(Arrays.copyOfRange(source.content, at, at + length)), read -> {});
    }

    private static final class Watched implements Source {

        private final byte[] content;
        private final AtomicLong read = new AtomicLong();
        private final AtomicLong open = new AtomicLong();
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
            open.incrementAndGet();
            return new ByteArrayInputStream(content, (int) offset, (int) length) {
                @Override
                public synchronized int read(byte[] bytes, int at, int most) {
                    int count = super.read(bytes, at, most);
                    read.addAndGet(Math.max(0, count));
                    return count;
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    private record Sized(long size) implements Source {

        @Override
        public InputStream open(long offset, long length) {
            throw new AssertionError("nobody reads it");
        }
    }
}
