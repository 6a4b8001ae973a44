package dev.longshore.benchmarks;

import dev.longshore.benchmarks.Carrier.Direction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same work by several carriers on one store, in turns. */
final class SyncRows {

    private final Path bucket;
    private final List<Carrier> carriers;
    private final int warmUp;
    private final int rounds;
    private long seed = 1;

    /**
     * The first carrier is ours.
     *
     * @param bucket the store's folder of it
     */
    SyncRows(Path bucket, List<Carrier> carriers, int warmUp, int rounds) {
        this.bucket = bucket;
        this.carriers = List.copyOf(carriers);
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    /** Up, and down again if that is wanted. */
    void move(FileLoad load, boolean andDown, PrintStream out) throws IOException, InterruptedException {
        List<SyncWay> up = ways();
        List<SyncWay> down = ways();
        for (int round = 0; round < warmUp; round++) {
            move(load, new Turn(up.get(0), andDown ? down.get(0) : null, false));
        }
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < carriers.size(); i++) {
                move(load, new Turn(up.get(i), andDown ? down.get(i) : null, round > 0));
            }
        }
        print(load + ", up", up, out);
        if (andDown) {
            print(load + ", down", down, out);
        }
    }

    /** Ours is compared with the ledger, which the first round fills; of the others the bucket is filled before. */
    void compare(FileLoad load, LongshoreCarrier ours, PrintStream out) throws IOException, InterruptedException {
        List<SyncWay> ways = ways();
        for (Carrier carrier : carriers) {
            Path folder = carrier == ours ? ours.keptFolder() : carrier.folder(Direction.UP);
            load.lay(folder.resolve("still"), seed);
            carrier.compare("still");
        }
        for (int round = 0; round < warmUp; round++) {
            ways.get(0).add("compare", ways.get(0).carrier().compare("still"), false);
        }
        for (int round = 0; round <= rounds; round++) {
            for (SyncWay way : ways) {
                way.add("compare", way.carrier().compare("still"), round > 0);
            }
        }
        print(load + ", nothing to do", ways, out);
        for (Carrier carrier : carriers) {
            FileLoad.remove((carrier == ours ? ours.keptFolder() : carrier.folder(Direction.UP)).resolve("still"));
        }
    }

    private List<SyncWay> ways() {
        List<SyncWay> ways = new ArrayList<>();
        carriers.forEach(carrier -> ways.add(new SyncWay(carrier)));
        return ways;
    }

    private void move(FileLoad load, Turn turn) throws IOException, InterruptedException {
        seed++;
        Carrier carrier = turn.up().carrier();
        String round = "round-" + seed;
        Path source = carrier.folder(Direction.UP).resolve(round);
        Path stored = bucket.resolve(carrier.prefix()).resolve(round);
        load.lay(source, seed);
        turn.up().add("up", carrier.move(Direction.UP, round), turn.counts());
        FileLoad.requireOnlyThese(source, 0);
        load.requireIn(stored, seed);
        if (turn.down() != null) {
            Path target = carrier.folder(Direction.DOWN).resolve(round);
            turn.down().add("down", carrier.move(Direction.DOWN, round), turn.counts());
            FileLoad.requireOnlyThese(stored, 0);
            load.requireIn(target, seed);
            FileLoad.remove(target);
        }
        FileLoad.remove(stored);
        FileLoad.remove(source);
    }

    static void print(String title, List<SyncWay> ways, PrintStream out) {
        out.println();
        out.println("### " + title);
        out.println();
        out.println(
                "| way | seconds | processor seconds | memory (RSS) at most, MiB | time against the first | processor |");
        out.println("|---|---|---|---|---|---|");
        ways.forEach(way -> out.println(way.row(ways.get(0))));
        out.flush();
    }

    /** Of one carrier; down is null where nothing comes back. */
    private record Turn(SyncWay up, @Nullable SyncWay down, boolean counts) {}
}
