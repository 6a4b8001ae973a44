package dev.longshore.activities.archive;

import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.DuplicateTarget;
import dev.longshore.ledger.FileLists;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.control.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells entries of one name apart: the first keeps it, the others get a number in the order of their files. */
final class EqualNames {

    private static final int PAGE = 1000;

    private final FileLists lists;
    private final Pulse pulse;

    EqualNames(FileLists lists, Pulse pulse) {
        this.lists = lists;
        this.pulse = pulse;
    }

    /** A file whose name an earlier one has. */
    record Equal(long ordinal, String name, long earlier) {

        String message() {
            return "its name in the archive, \"" + name + "\", is that of file " + earlier;
        }
    }

    /** The first file, in their order, whose name an earlier one has. */
    Optional<Equal> first(Run run) {
        return pulse.awaiting(() -> lists.duplicates(run.jobId(), -1, 1)).stream()
                .findFirst()
                .map(later -> new Equal(later.ordinal(), later.target(), ordinalOf(run, later.target())));
    }

    /** Done again it finds nothing left to do, and gives the same names whenever it is done. */
    void tellApart(Run run) {
        Map<String, Integer> numbers = new HashMap<>();
        List<DuplicateTarget> page = duplicates(run, -1);
        while (!page.isEmpty()) {
            Map<DuplicateTarget, String> names = new LinkedHashMap<>();
            Set<String> given = new HashSet<>();
            for (DuplicateTarget duplicate : page) {
                String name = freeName(run, duplicate.target(), numbers, given);
                given.add(name);
                names.put(duplicate, name);
                pulse.moved(1);
            }
            lists.retarget(run.jobId(), run.epoch(), names);
            page = duplicates(run, page.get(page.size() - 1).ordinal());
        }
    }

    /** The name, or else the first free number of it. */
    String free(Run run, String name) {
        return lists.isTargetUsed(run.jobId(), name) ? freeName(run, name, new HashMap<>(), Set.of()) : name;
    }

    private long ordinalOf(Run run, String name) {
        return lists.firstWith(run.jobId(), name).orElseThrow();
    }

    private List<DuplicateTarget> duplicates(Run run, long after) {
        return pulse.awaiting(() -> lists.duplicates(run.jobId(), after, PAGE));
    }

    private String freeName(Run run, String name, Map<String, Integer> numbers, Set<String> given) {
        int number = numbers.getOrDefault(name, 1);
        String free;
        do {
            number++;
            free = EntryNames.numbered(name, number);
        } while (given.contains(free) || lists.isTargetUsed(run.jobId(), free));
        numbers.put(name, number);
        return free;
    }
}
