package dev.longshore.activities.archive;

import dev.longshore.activities.page.Debts;
import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.JobFiles;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.storage.Gate;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.workflows.control.Run;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deflates the files that get smaller by it, before the archive is planned: where its bytes lie depends on how many they
 * are. They are kept in temporary objects of the archive's bucket until it is there.
 */
final class SourceDeflater {

    private static final Logger LOG = LoggerFactory.getLogger(SourceDeflater.class);

    private final ArchiveTools tools;
    private final JobFiles files;
    private final Debts<TakenFile> debts;
    private final Deflaters deflaters;

    SourceDeflater(ArchiveTools tools) {
        this.tools = tools;
        this.files = tools.ledger().files();
        this.debts = new Debts<>(files::giveBack);
        this.deflaters = new Deflaters(tools.properties().nativeDeflater());
    }

    /** Answers 1 if the page must be done again because the user paused meanwhile. */
    long deflate(Run run, long first, long last) {
        ArchiveOrder order = tools.orderOf(run);
        if (isVain(run, order)) {
            return 0;
        }
        JobPage page = new JobPage(run.jobId(), run.epoch(), first, last);
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            pulse.awaiting(() -> new FreeTargets(tools.stores()).of(order)); // else all of it would be for nothing
            List<TakenFile> taken = take(page);
            while (!taken.isEmpty()) {
                if (!deflateAll(new ConcurrentLinkedQueue<>(taken), taken, lanesOf(order, pulse, taken), wishes)) {
                    return 1;
                }
                taken = take(page);
            }
        }
        return 0;
    }

    /** An archive that is planned stays as it is, and one that cannot be planned needs nothing. */
    private boolean isVain(Run run, ArchiveOrder order) {
        if (!order.deflates() || tools.ledger().archivePlans().find(run.jobId()).isPresent()) {
            return true;
        }
        ObjectAddress target = order.target();
        S3Store store = tools.stores().of(target, Right.WRITE);
        if (!store.allows(target, Right.READ) || !store.allows(target, Right.DELETE)) {
            LOG.warn("{} is not compressed: no right to read and delete temporary objects beside {}", run, target);
            return true;
        }
        return tools.ledger().lists().firstFailed(run.jobId()).isPresent();
    }

    private List<TakenFile> take(JobPage page) {
        debts.settle();
        return files.take(page, Only.WITHOUT_METHOD);
    }

    private List<DeflateLane> lanesOf(ArchiveOrder order, Pulse pulse, List<TakenFile> taken) {
        int processors = Runtime.getRuntime().availableProcessors();
        int atOnce = Math.min(tools.properties().partsAtOnce(), processors);
        return Stream.generate(() -> new DeflateLane(tools, order, pulse, deflaters.whole()))
                .limit(Math.min(atOnce, taken.size()))
                .toList();
    }

    private boolean deflateAll(
            Queue<TakenFile> waiting, List<TakenFile> taken, List<DeflateLane> lanes, Wishes wishes) {
        try (Together together = new Together("archive-deflate")) {
            Gate all = Gate.of(lanes.size());
            together.work(lanes.stream()
                    .map(lane -> new Together.Task(all, () -> work(lane, waiting, wishes)))
                    .toList());
            debts.giveBack(taken);
            return waiting.isEmpty();
        } catch (RuntimeException stopped) {
            debts.giveBack(taken); // with a word; what nobody foresaw counts as a taker who vanished
            throw stopped;
        }
    }

    private static void work(DeflateLane own, Queue<TakenFile> waiting, Wishes wishes) {
        try (own) {
            TakenFile file = waiting.poll();
            while (file != null) {
                own.add(file);
                file = wishes.goOn() ? waiting.poll() : null;
            }
            own.finish();
        } catch (RuntimeException | Error failure) {
            waiting.clear(); // so that the other lanes end too
            throw failure;
        }
    }
}
