package dev.longshore.benchmarks;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way to make an archive, and what that took in each round. */
final class Way {

    private static final double MIB = 1 << 20;

    private final String name;
    private final String key;
    private final Archiver archiver;
    private final long freshKib;
    private final Samples seconds = new Samples();
    private final Samples processorSeconds = new Samples();
    private final Samples idle = new Samples();
    private final Samples peak = new Samples();
    private final Samples beyondIdle = new Samples();
    private final Samples down = new Samples();
    private final Samples up = new Samples();
    private final Samples onTheLine = new Samples();
    private final Samples written = new Samples();

    /**
     * Takes the memory of the process, which has done nothing yet.
     *
     * @param key of the archives it makes
     */
    Way(String name, String key, Archiver archiver) throws IOException {
        this.name = name;
        this.key = key;
        this.archiver = archiver;
        this.freshKib = archiver.process().residentKib();
    }

    static Way ours(Installation installation) throws IOException {
        return new Way("Longshore, one worker (`-Xmx256m`)", "longshore.zip", new LongshoreArchiver(installation));
    }

    /** Makes one archive. */
    void round(Workload work, boolean counts, @Nullable Link link) throws IOException, InterruptedException {
        long before = link == null ? 0 : link.passedBytes();
        Took took = Took.by(archiver, work, key);
        System.err.printf(Locale.ROOT, "%s%s: %s%n", name, counts ? "" : " (does not count)", took);
        if (!counts) {
            return;
        }
        seconds.add(took.seconds());
        processorSeconds.add(took.processorSeconds());
        idle.add(took.idleKib() / 1024.0);
        peak.add(took.peakKib() / 1024.0);
        beyondIdle.add((took.peakKib() - took.idleKib()) / 1024.0);
        down.add(took.down() / MIB);
        up.add(took.up() / MIB);
        written.add(took.written() / MIB);
        onTheLine.add(link == null ? 0 : (link.passedBytes() - before) / MIB);
    }

    /** Ends the process. */
    void end() throws IOException {
        archiver.process().close();
    }

    String key() {
        return key;
    }

    String name() {
        return name;
    }

    Samples seconds() {
        return seconds;
    }

    Samples processorSeconds() {
        return processorSeconds;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f, %.0f, %.0f | %.1f + %.1f | %.1f | %.1f |",
                name,
                seconds,
                processorSeconds,
                freshKib / 1024.0,
                idle.median(),
                peak.median(),
                down.median(),
                up.median(),
                onTheLine.median(),
                written.median());
    }

    /** How many times as much of each the other one takes. */
    String ratios(Way other) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f x | %.2f x | %.1f x | %.1f x | %.1f x |",
                other.name,
                other.seconds.median() / seconds.median(),
                other.processorSeconds.median() / processorSeconds.median(),
                (other.down.median() + other.up.median()) / (down.median() + up.median()),
                other.peak.median() / peak.median(),
                other.beyondIdle.median() / Math.max(1, beyondIdle.median()));
    }
}
