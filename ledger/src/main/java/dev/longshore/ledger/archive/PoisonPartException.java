package dev.longshore.ledger.archive;

import dev.longshore.ledger.OrdinalRange;

/** Each of three workers vanished while it had this part, the last one alone with it. */
public final class PoisonPartException extends RuntimeException {

    private final int number;
    private final OrdinalRange files;

    PoisonPartException(int number, OrdinalRange files) {
        super("Each of 3 workers vanished while it built part " + number + " (files " + files.first() + " to "
                + files.last() + ")");
        this.number = number;
        this.files = files;
    }

    public int number() {
        return number;
    }

    /** The files that the part touches. */
    public OrdinalRange files() {
        return files;
    }
}
