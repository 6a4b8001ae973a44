package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.NOTHING_FOUND;
import static dev.longshore.workflows.failure.FailureType.TOO_LARGE;
import static dev.longshore.workflows.failure.FailureType.UNSAFE_NAME;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.Failure;
import dev.longshore.ledger.FileLists;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.NewFile;
import dev.longshore.storage.ListedObject;
import dev.longshore.storage.ListedPage;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.zip.PartRules;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.control.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists a prefix into the ledger, page by page. Goes on behind the last key that the ledger holds. */
final class SourceLister {

    private static final int PAGE = 1000;

    /** As many as a request may name. */
    private static final long MOST_FILES = 1_000_000;

    private final ArchiveTools tools;
    private final FileLists lists;

    SourceLister(ArchiveTools tools) {
        this.tools = tools;
        this.lists = tools.ledger().lists();
    }

    Sources list(Run run) {
        Job job = tools.jobOf(run);
        String from = ArchiveOrder.of(job).from();
        if (from != null && !job.listed()) {
            try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
                listAll(run, ObjectAddress.parse(from), pulse);
            }
            tools.ledger().runs().listed(run.jobId(), run.epoch());
        }
        long files = tools.jobOf(run).files().total();
        if (files == 0) {
            throw NOTHING_FOUND.because("there is no object below " + from);
        }
        return new Sources(
                files, tools.properties().pageFiles(), ArchiveOrder.of(job).deflates());
    }

    private void listAll(Run run, ObjectAddress prefix, Pulse pulse) {
        S3Store store = tools.stores().of(prefix, Right.READ);
        Optional<JobFile> last = lists.last(run.jobId());
        String after =
                last.map(file -> ObjectAddress.parse(file.source()).key()).orElse(null);
        long ordinal = last.map(JobFile::ordinal).orElse(-1L);
        ListedPage page;
        do {
            page = store.list(prefix, after, PAGE);
            ordinal = append(run, prefix, ordinal, page.objects());
            after = lastKeyOf(page, after);
            pulse.moved(1);
        } while (page.more());
    }

    /** An empty object that is the prefix itself stands for the folder that is packed, which needs no entry. */
    private long append(Run run, ObjectAddress prefix, long after, List<ListedObject> objects) {
        List<NewFile> files = new ArrayList<>(objects.size());
        List<Long> unsafe = new ArrayList<>();
        for (ListedObject object : objects) {
            String name = EntryNames.below(prefix.key(), object.key());
            if (name.isEmpty() && object.size() == 0) {
                continue;
            }
            long ordinal = after + 1 + files.size();
            boolean isSafe = EntryNames.whyUnsafe(name, object.size()).isEmpty();
            if (!isSafe) {
                unsafe.add(ordinal);
            }
            boolean isUnclear = isSafe && isInspected(tools, ordinal, object);
            files.add(newFile(prefix.withKey(object.key()), name, object, isUnclear));
        }
        requireRoomFor(after + 1 + files.size());
        lists.append(run.jobId(), run.epoch(), after, files);
        unsafe.forEach(ordinal -> blame(run, ordinal, files.get((int) (ordinal - after - 1))));
        return after + files.size();
    }

    /** What is unclear gets no pin, and is inspected like a file that was named. */
    private static NewFile newFile(ObjectAddress address, String name, ListedObject object, boolean isUnclear) {
        String pin = isUnclear ? null : SourceHandle.listed(object).json();
        return new NewFile(address.toString(), name, isUnclear ? null : object.size(), pin);
    }

    /**
     * A list does not tell all: so what may be archived, and what may be copied if its checksum is known, is asked for by
     * itself; and now and then any other, for what encrypts one object below a prefix mostly encrypts all of them, and where that
     * cannot be read nothing is to be begun.
     */
    static boolean isInspected(ArchiveTools tools, long ordinal, ListedObject object) {
        boolean mayBeCopied = tools.properties().copyInStore() && object.size() >= PartRules.LEAST;
        return object.mayBeArchived() || mayBeCopied || ordinal % PAGE == 0;
    }

    private void blame(Run run, long ordinal, NewFile file) {
        long size = Objects.requireNonNull(file.bytes());
        String why = EntryNames.whyUnsafe(file.target(), size).orElseThrow();
        tools.ledger().files().blame(run.jobId(), run.epoch(), ordinal, new Failure(UNSAFE_NAME.name(), why));
    }

    private static void requireRoomFor(long files) {
        if (files > MOST_FILES) {
            throw TOO_LARGE.because("more than " + MOST_FILES + " objects are below the prefix; name a narrower one");
        }
    }

    private static @Nullable String lastKeyOf(ListedPage page, @Nullable String before) {
        if (page.objects().isEmpty()) {
            if (page.more()) {
                throw INVALID_REQUEST.because("the store says that it has more objects but names none");
            }
            return before;
        }
        return page.objects().get(page.objects().size() - 1).key();
    }
}
