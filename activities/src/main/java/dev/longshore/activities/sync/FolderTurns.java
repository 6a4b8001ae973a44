package dev.longshore.activities.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Keeps apart, within this process, who moves files of a folder and who clears it up. No other process works in it. */
final class FolderTurns {

    private final Flows flows;
    private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();

    FolderTurns(Flows flows) {
        this.flows = flows;
    }

    /** Several may move at the same time. */
    <T> T moving(Flow flow, Supplier<T> step) {
        Lock lock = lockOf(flow).readLock();
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does it unless somebody moves files of the flow, or of another that has its folder or one above it. */
    boolean alone(Flow flow, Runnable work) {
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (Flow each : over(flow)) {
                Lock lock = lockOf(each).writeLock();
                if (!lock.tryLock()) {
                    return false;
                }
                held.push(lock);
            }
            work.run();
            return true;
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    /** The flow, and those whose files may lie in its folder. */
    List<Flow> over(Flow flow) {
        return flows.all().stream()
                .filter(each -> flow.folder().startsWith(each.folder()))
                .toList();
    }

    /** Those whose folders lie in the flow's. */
    List<Flow> below(Flow flow) {
        return flows.all().stream()
                .filter(each -> each.folder().startsWith(flow.folder())
                        && !each.folder().equals(flow.folder()))
                .toList();
    }

    private ReadWriteLock lockOf(Flow flow) {
        return locks.computeIfAbsent(flow.name(), name -> new ReentrantReadWriteLock());
    }
}
