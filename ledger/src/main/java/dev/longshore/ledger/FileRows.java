package dev.longshore.ledger;

import java.util.function.Consumer;

/** The files of a new job, pushed one by one, so that a million of them need no memory. Asked once. */
public interface FileRows {

    /** What this throws ends the load: nothing of it stays. */
    void writeTo(Consumer<NewFile> rows);
}
