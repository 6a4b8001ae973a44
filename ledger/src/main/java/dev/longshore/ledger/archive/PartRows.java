package dev.longshore.ledger.archive;

import java.util.function.Consumer;

/** The parts of a new plan, pushed one by one. Asked once. */
public interface PartRows {

    /** What this throws ends the load: nothing of it stays. */
    void writeTo(Consumer<NewPart> rows);
}
