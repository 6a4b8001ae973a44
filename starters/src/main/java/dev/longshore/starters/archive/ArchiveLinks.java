package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;
import static dev.longshore.starters.problem.RefusedException.conflict;
import static dev.longshore.starters.problem.RefusedException.notFound;

import dev.longshore.ledger.Job;
import dev.longshore.ledger.JobState;
import dev.longshore.ledger.Ledger;
import dev.longshore.starters.problem.RefusedException;
import dev.longshore.storage.Link;
import dev.longshore.storage.ObjectAddress;

/** Makes links to finished archives when they are asked for; a link is a secret and kept nowhere. */
public final class ArchiveLinks {

    private static final String ROOM = "archive:";

    private final Ledger ledger;
    private final Reach reach;
    private final OrderJson orders = new OrderJson();

    ArchiveLinks(Ledger ledger, Reach reach) {
        this.ledger = ledger;
        this.reach = reach;
    }

    /**
     * Valid as long as the order said, else an hour.
     *
     * @throws RefusedException if the job is not done, or its archive is no longer there
     */
    Link linkOf(String id) {
        if (!id.startsWith(ROOM)) {
            throw badRequest("job must be the id of an archive job, such as archive:0198f2c4-….");
        }
        Job job = ledger.jobs().find(id).orElseThrow(() -> notFound("There is no job " + id + "."));
        String result = job.result();
        if (job.state() != JobState.DONE || result == null) {
            throw conflict("Job " + id + " is " + job.state().word() + "; only an archive that is done has a link.");
        }
        OrderJson.Ends order = orders.read(job.request());
        if (order.dryRun()) {
            throw conflict("Job " + id + " was a dry run; it made no archive.");
        }
        ObjectAddress archive = ObjectAddress.parse(orders.archiveIn(result));
        return reach.linkTo(archive, LinkWish.validFor(order.link()));
    }
}
