package dev.longshore.activities.archive;

import dev.longshore.activities.page.Debts;
import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.page.Wishes;
import dev.longshore.ledger.archive.ArchiveParts;
import dev.longshore.ledger.archive.PartKind;
import dev.longshore.ledger.archive.PartPage;
import dev.longshore.ledger.archive.PoisonPartException;
import dev.longshore.ledger.archive.TakenPart;
import dev.longshore.workflows.control.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Takes the parts of a page and has them built, a few at a time. */
final class PartWork {

    private static final Set<PartKind> BODIES = Set.of(PartKind.BODY, PartKind.COPY);
    private static final Set<PartKind> SEAMS = Set.of(PartKind.SEAM, PartKind.GLUED);

    private final ArchiveTools tools;
    private final ArchiveUploads uploads;
    private final Debts<TakenPart> debts;

    PartWork(ArchiveTools tools, ArchiveUploads uploads) {
        this.tools = tools;
        this.uploads = uploads;
        this.debts = new Debts<>(tools.ledger().archiveParts()::giveBack);
    }

    /** Answers 1 if the page must be done again because the user paused meanwhile. */
    long buildBodies(Run run, int first, int last) {
        PartPage parts = new PartPage(run.jobId(), run.epoch(), BODIES, first, last);
        return build(run, parts, BodyBuilder::new) ? 0 : 1;
    }

    /** Last first, for a part's headers need the checksums of entries that go on behind it. */
    long buildSeams(Run run, int first, int last) {
        PartPage parts = new PartPage(run.jobId(), run.epoch(), SEAMS, first, last);
        return build(run, parts, SeamBuilder::new) ? 0 : 1;
    }

    /** Answers 1 if it must be done again because the user paused meanwhile. */
    long buildDirectory(Run run) {
        PartPage parts = new PartPage(run.jobId(), run.epoch(), PartKind.DIRECTORY, 1, Integer.MAX_VALUE);
        return build(run, parts, SeamBuilder::new) ? 0 : 1;
    }

    private boolean build(Run run, PartPage parts, Function<PartsPage, PartBuilder> builder) {
        if (tools.planOf(run).completedEtag() != null) {
            return true; // by a request whose answer was lost
        }
        List<TakenPart> taken = take(run, parts);
        while (!taken.isEmpty()) {
            taken = withKnownChecksums(taken);
            if (!buildAll(run, taken, builder)) {
                return false;
            }
            taken = take(run, parts);
        }
        return true;
    }

    private List<TakenPart> take(Run run, PartPage parts) {
        debts.settle();
        try {
            return tools.ledger().archiveParts().take(parts);
        } catch (PoisonPartException poison) {
            throw new Suspects(tools, run).blamedFor(poison);
        }
    }

    /** The directory names the checksums of entries whose headers may lie before it in its own first part. */
    private List<TakenPart> withKnownChecksums(List<TakenPart> taken) {
        List<TakenPart> withEntries = taken.stream()
                .filter(part -> part.kind() == PartKind.DIRECTORY && part.firstOrdinal() >= 0)
                .toList();
        if (withEntries.isEmpty()) {
            return taken;
        }
        debts.giveBack(
                taken.stream().filter(part -> !withEntries.contains(part)).toList());
        return withEntries;
    }

    private boolean buildAll(Run run, List<TakenPart> taken, Function<PartsPage, PartBuilder> kind) {
        ArchiveParts ledger = tools.ledger().archiveParts();
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        try (PartsPage page = new PartsPage(tools, run, new PartUploads(tools, run, uploads));
                PartBuilder builder = kind.apply(page);
                Together together = new Together("archive-part")) {
            List<TakenPart> lastFirst = taken.stream()
                    .sorted(Comparator.comparingInt(TakenPart::number).reversed())
                    .toList();
            List<Task> tasks = lastFirst.stream()
                    .map(part -> new Task(builder.gate(), () -> {
                        tools.meters().done(ledger.done(part, builder.build(part)));
                        builder.noted(part);
                    }))
                    .toList();
            boolean all = together.work(tasks, wishes::goOn);
            debts.giveBack(taken);
            return all;
        } catch (RuntimeException stopped) {
            debts.giveBack(taken); // with a word; what nobody foresaw counts as a taker who vanished
            throw stopped;
        }
    }
}
