package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.SOURCE_MISSING;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.page.Debts;
import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.InspectedFile;
import dev.longshore.ledger.JobFiles;
import dev.longshore.ledger.JobPage;
import dev.longshore.ledger.Only;
import dev.longshore.ledger.TakenFile;
import dev.longshore.storage.Gate;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.Right;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks the stores what the sources are, and pins them: size, ETag, time, and the checksum if the store keeps one. */
final class SourceInspector {

    private static final int BITE = 50;

    private final ArchiveTools tools;
    private final JobFiles files;
    private final Debts<TakenFile> debts;

    SourceInspector(ArchiveTools tools) {
        this.tools = tools;
        this.files = tools.ledger().files();
        this.debts = new Debts<>(files::giveBack);
    }

    /** Answers 1 if the page must be done again because the user paused meanwhile. */
    long inspect(Run run, long first, long last) {
        JobPage page = new JobPage(run.jobId(), run.epoch(), first, last);
        ArchiveOrder order = tools.orderOf(run);
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
            List<TakenFile> taken = take(page);
            while (!taken.isEmpty()) {
                if (!inspectAll(taken, order, wishes, pulse)) {
                    return 1;
                }
                taken = take(page);
            }
        }
        return 0;
    }

    private List<TakenFile> take(JobPage page) {
        debts.settle();
        return files.take(page, Only.WITHOUT_HANDLE);
    }

    private boolean inspectAll(List<TakenFile> taken, ArchiveOrder order, Wishes wishes, Pulse pulse) {
        Queue<InspectedFile> found = new ConcurrentLinkedQueue<>();
        try (Together together = new Together("archive-inspect")) {
            List<Task> tasks = noteListed(taken, order, pulse, found).stream()
                    .map(file -> new Task(gateOf(file), () -> {
                        inspect(file, order.skipsMissing()).ifPresent(known -> note(known, found));
                        pulse.moved(1);
                    }))
                    .toList();
            boolean all = together.work(tasks, wishes::goOn);
            finish(taken, found);
            return all;
        } catch (RuntimeException stopped) {
            finish(taken, found); // with a word; what nobody foresaw counts as a taker who vanished
            throw stopped;
        }
    }

    /**
     * Notes what listings tell, and answers the files that must be asked for by themselves. No listing tells the kind of a
     * content, by which is decided whether to deflate it; and what is left of a listing of all was left for a reason.
     */
    private List<TakenFile> noteListed(
            List<TakenFile> taken, ArchiveOrder order, Pulse pulse, Queue<InspectedFile> found) {
        if (order.deflates() || order.from() != null) {
            return taken;
        }
        Map<ObjectAddress, ListedObject> listed = ListedSources.of(taken, tools, pulse);
        List<TakenFile> others = new ArrayList<>();
        for (TakenFile file : taken) {
            ListedObject object = listed.get(ObjectAddress.parse(file.source()));
            if (object == null || SourceLister.isInspected(tools, file.ordinal(), object)) {
                others.add(file);
            } else {
                String handle = SourceHandle.listed(object).json();
                found.add(new InspectedFile(file, object.size(), handle, null));
            }
        }
        return others;
    }

    private Gate gateOf(TakenFile file) {
        return tools.stores().heads(ObjectAddress.parse(file.source()));
    }

    /** Now and then the ledger is told, so that who vanishes was seen to get on. */
    private void note(InspectedFile known, Queue<InspectedFile> found) {
        found.add(known);
        if (found.size() >= BITE) {
            tell(found);
        }
    }

    private void tell(Queue<InspectedFile> found) {
        List<InspectedFile> bite = new ArrayList<>();
        for (InspectedFile one = found.poll(); one != null; one = found.poll()) {
            bite.add(one);
        }
        files.inspected(bite);
    }

    private void finish(List<TakenFile> taken, Queue<InspectedFile> found) {
        try {
            tell(found);
        } finally {
            debts.giveBack(taken);
        }
    }

    private Optional<InspectedFile> inspect(TakenFile file, boolean skipsMissing) {
        try {
            ObjectAddress address = ObjectAddress.parse(file.source());
            Optional<ObjectFacts> facts = tools.stores().of(address, Right.READ).facts(address);
            if (facts.isEmpty()) {
                reportMissing(file, skipsMissing);
            }
            facts.ifPresent(ObjectFacts::requireReadable);
            return facts.map(known -> inspected(file, known));
        } catch (RuntimeException error) {
            record(file, Failures.explain(error));
            return Optional.empty();
        }
    }

    private static InspectedFile inspected(TakenFile file, ObjectFacts facts) {
        SourceHandle pinned = SourceHandle.pinned(facts.etag(), facts.modified());
        SourceHandle handle = Compressible.isMedia(facts.contentType()) ? pinned.packed(null) : pinned;
        return new InspectedFile(file, facts.size(), handle.json(), Crc32Json.of(facts.crc32()));
    }

    private void reportMissing(TakenFile file, boolean skipsMissing) {
        Failure missing = new Failure(SOURCE_MISSING.name(), "there is no object " + file.source());
        if (skipsMissing) {
            files.skipped(file, missing);
        } else {
            files.failed(file, missing);
        }
    }

    /** A failure of the file ends the file; any other ends the step. */
    private void record(TakenFile file, ApplicationFailure failure) {
        if (Failures.scopeOf(failure).filter(Scope.FILE::equals).isEmpty()) {
            throw failure;
        }
        files.failed(file, new Failure(failure.getType(), String.valueOf(failure.getOriginalMessage())));
    }
}
