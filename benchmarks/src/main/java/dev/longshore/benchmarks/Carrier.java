package dev.longshore.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Something that moves files between a folder and a bucket, and can be measured. */
interface Carrier extends Closeable {

    /** As the table names it. */
    String name();

    /** Below it lie, or come, the files of a direction, in a folder for each round. */
    Path folder(Direction direction);

    /** The place in the bucket that both directions mean; the folder of the round below it is the same. */
    String prefix();

    /** Moves all that is there, of this round alone. */
    Took move(Direction direction, String round) throws IOException, InterruptedException;

    /** Compares the folder of the round with what is known of the bucket; there is nothing to do. */
    Took compare(String round) throws IOException, InterruptedException;

    /** From where to where. */
    enum Direction {
        UP,
        DOWN
    }
}
