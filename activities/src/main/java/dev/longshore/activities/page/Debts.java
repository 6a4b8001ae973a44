package dev.longshore.activities.page;

import dev.longshore.ledger.LedgerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was taken and has to be given back. While the ledger is away it is owed, for an outage counts against nobody. */
public final class Debts<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Debts.class);

    private final Consumer<List<T>> giveBack;
    private final Queue<T> owed = new ConcurrentLinkedQueue<>();

    public Debts(Consumer<List<T>> giveBack) {
        this.giveBack = giveBack;
    }

    /** Now if the ledger is there, else before anything is taken again. */
    public void giveBack(List<T> taken) {
        owed.addAll(taken);
        try {
            settle();
        } catch (LedgerUnavailableException away) {
            LOG.debug("{} attempts are given back later: {}", owed.size(), away.getMessage());
        }
    }

    /** To be said before anything is taken. */
    public void settle() {
        List<T> now = new ArrayList<>();
        for (T one = owed.poll(); one != null; one = owed.poll()) {
            now.add(one);
        }
        try {
            giveBack.accept(now);
        } catch (LedgerUnavailableException away) {
            owed.addAll(now);
            throw away;
        }
    }
}
