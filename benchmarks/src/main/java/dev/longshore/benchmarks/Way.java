package dev.longshore.benchmarks;

/** One way to do the work, and what it took in each round. */
record Way(String name, Samples seconds, Samples processorSeconds) {

    Way(String name) {
        this(name, new Samples(), new Samples());
    }

    void took(double wallSeconds, double usedSeconds) {
        seconds.add(wallSeconds);
        processorSeconds.add(usedSeconds);
    }
}
