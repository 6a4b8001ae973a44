package dev.longshore.activities.archive;

import dev.longshore.ledger.DuplicateTarget;
import dev.longshore.ledger.FileLists;
import dev.longshore.workflows.archive.EntryNames;
import dev.longshore.workflows.control.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells entries of one name apart: the first keeps it, the others get a number in the order of their files. */
final class EqualNames {

    private static final int PAGE = 1000;

    private final FileLists lists;

    EqualNames(FileLists lists) {
        this.lists = lists;
    }

    /** Done again it finds nothing left to do, and gives the same names whenever it is done. */
    void tellApart(Run run) {
        Map<String, Integer> numbers = new HashMap<>();
        long after = -1;
        List<DuplicateTarget> page = lists.duplicates(run.jobId(), after, PAGE);
        while (!page.isEmpty()) {
            for (DuplicateTarget duplicate : page) {
                String name = freeName(run, duplicate.target(), numbers);
                lists.retarget(run.jobId(), run.epoch(), Map.of(duplicate.ordinal(), name));
                after = duplicate.ordinal();
            }
            page = lists.duplicates(run.jobId(), after, PAGE);
        }
    }

    private String freeName(Run run, String name, Map<String, Integer> numbers) {
        int number = numbers.getOrDefault(name, 1);
        String free;
        do {
            number++;
            free = EntryNames.numbered(name, number);
        } while (lists.isTargetUsed(run.jobId(), free));
        numbers.put(name, number);
        return free;
    }
}
