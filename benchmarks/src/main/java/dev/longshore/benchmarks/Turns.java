package dev.longshore.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several ways to do the same work, one after the other, again and again. */
final class Turns implements AutoCloseable {

    private final Workload work;
    private final @Nullable Link link;
    private final List<Way> ways = new ArrayList<>();

    Turns(Workload work, @Nullable Link link) {
        this.work = work;
        this.link = link;
    }

    /** Its process ends with these turns. */
    void add(Way way) {
        ways.add(way);
    }

    /** One way alone, so often; nothing of it counts. */
    void warmUp(Way way, int rounds) throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            way.round(work, false, link);
        }
    }

    void count(int rounds) throws IOException, InterruptedException {
        for (int i = 0; i < rounds; i++) {
            for (Way way : ways) {
                way.round(work, true, link);
            }
        }
    }

    List<Way> ways() {
        return List.copyOf(ways);
    }

    /** Each way, then each against the first. */
    void print(PrintStream out) {
        out.println();
        out.println("| way | seconds | processor seconds | RSS in MiB: fresh, idle, peak | MiB from + to the store |"
                + " MiB on the link | MiB written to files |");
        out.println("|---|---|---|---|---|---|---|");
        ways.forEach(way -> out.println(way.row()));
        if (ways.size() > 1) {
            out.println();
            out.println(
                    "| against the first | seconds | processor seconds | bytes | RSS, peak | RSS, peak beyond idle |");
            out.println("|---|---|---|---|---|---|");
            ways.subList(1, ways.size()).forEach(each -> out.println(ways.get(0).ratios(each)));
        }
    }

    @Override
    public void close() throws IOException {
        for (Way way : ways) {
            way.end();
        }
    }
}
