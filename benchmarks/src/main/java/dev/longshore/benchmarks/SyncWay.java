package dev.longshore.benchmarks;

import java.util.Locale;

/** What one carrier took in the rounds of one row. */
final class SyncWay {

    private final Carrier carrier;
    private final Samples seconds = new Samples();
    private final Samples processorSeconds = new Samples();
    private final Samples peak = new Samples();

    SyncWay(Carrier carrier) {
        this.carrier = carrier;
    }

    Carrier carrier() {
        return carrier;
    }

    void add(String what, Took took, boolean counts) {
        System.err.printf(Locale.ROOT, "%s, %s%s: %s%n", carrier.name(), what, counts ? "" : " (does not count)", took);
        if (counts) {
            seconds.add(took.seconds());
            processorSeconds.add(took.processorSeconds());
            peak.add(took.peakKib() / 1024.0);
        }
    }

    /** With how many times as much of each as the first one. */
    String row(SyncWay first) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.2f x | %.2f x |",
                carrier.name(),
                seconds,
                processorSeconds,
                peak.median(),
                seconds.median() / first.seconds.median(),
                processorSeconds.median() / Math.max(0.01, first.processorSeconds.median()));
    }
}
