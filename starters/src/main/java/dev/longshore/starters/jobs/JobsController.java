package dev.longshore.starters.jobs;

import static dev.longshore.starters.problem.RefusedException.notFound;

import dev.longshore.ledger.FileQuery;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobQuery;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class JobsController {

    private final Ledger ledger;
    private final JobViews views;

    JobsController(Ledger ledger, JobViews views) {
        this.ledger = ledger;
        this.views = views;
    }

    @GetMapping("/api/jobs")
    Listed<JobView> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String room) {
        int most = ListQuery.limit(limit);
        JobQuery query = new JobQuery(
                ListQuery.room(room), ListQuery.state(state, JobState.values()), ListQuery.jobCursor(cursor), most + 1);
        return Listed.of(ledger.jobs().list(query), most, views::of, ListQuery::cursorOf);
    }

    @GetMapping("/api/jobs/{id}")
    JobView show(@PathVariable String id) {
        return views.of(known(id));
    }

    @GetMapping("/api/jobs/{id}/files")
    Listed<FileView> files(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String state) {
        int most = ListQuery.limit(limit);
        FileQuery query =
                new FileQuery(ListQuery.state(state, FileState.values()), ListQuery.fileCursor(cursor), most + 1);
        Job job = known(id);
        return Listed.of(
                ledger.lists().list(job.id(), query), most, FileView::of, file -> String.valueOf(file.ordinal()));
    }

    private Job known(String id) {
        return ledger.jobs().find(id).orElseThrow(() -> notFound("There is no job " + id + "."));
    }
}
