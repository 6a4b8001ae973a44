package dev.longshore.activities.sync;

import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncMoves;
import dev.longshore.storage.TargetExistsException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the name of a content at its target: its own, or, while others have those before, one with a number. Another name than
 * its own is in the ledger before the first byte is there, and whoever comes next looks there first, for by then its own may be
 * free. May be repeated.
 */
final class TargetNames {

    private final SyncMoves moves;
    private final TakenFile file;
    private final SyncFile known;

    TargetNames(SyncMoves moves, TakenFile file, SyncFile known) {
        this.moves = moves;
        this.file = file;
        this.known = known;
    }

    /** What is done at a name; answers by which sum the content is known to be there. */
    interface Trial<T, E extends Exception> {

        /** Empty if the content is not there. */
        Optional<String> held(T target) throws E;

        /** Empty if another content has the name, and keeps it. */
        Optional<String> copied(T target) throws E;
    }

    /**
     * @param chosen where an earlier attempt was about to put it
     * @param targetOf a path of the flow
     * @throws TargetExistsException if all names that are tried are others'
     */
    <T, E extends Exception> Receipt copied(Optional<T> chosen, Function<String, T> targetOf, Trial<T, E> trial)
            throws E {
        if (chosen.isPresent()) {
            Optional<String> proof = trial.held(chosen.get());
            if (proof.isPresent()) {
                return receipt(chosen.get(), proof.get());
            }
        }
        for (int number = 0; number < Suffixes.MOST; number++) {
            T target = targetOf.apply(Suffixes.of(known.path(), number));
            if (number > 0) {
                moves.chosen(file, target.toString());
            }
            Optional<String> proof = trial.copied(target);
            if (proof.isPresent()) {
                return receipt(target, proof.get());
            }
        }
        throw new TargetExistsException(
                targetOf.apply(known.path()) + " and " + Suffixes.MOST + " names like it hold other contents already");
    }

    private Receipt receipt(Object target, String proof) {
        return new Receipt(file, target.toString(), proof);
    }
}
