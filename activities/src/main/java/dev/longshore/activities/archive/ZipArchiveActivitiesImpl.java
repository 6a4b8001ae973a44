package dev.longshore.activities.archive;

import dev.longshore.ledger.Ledger;
import dev.longshore.storage.Stores;
import dev.longshore.workflows.archive.LaidOut;
import dev.longshore.workflows.archive.Sources;
import dev.longshore.workflows.archive.ZipArchiveActivities;
import dev.longshore.workflows.control.Run;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The steps of an archive, in the order of reading: list, inspect, deflate, plan, build, finish, tell. */
public final class ZipArchiveActivitiesImpl implements ZipArchiveActivities {

    private final SourceLister lister;
    private final SourceInspector inspector;
    private final SourceDeflater deflater;
    private final ArchivePlanner planner;
    private final ArchiveUploads uploads;
    private final PartWork parts;
    private final ArchiveFinisher finisher;
    private final ConsumerNotice notice;

    /**
     * @param isDraining whether this process is about to stop, so that steps end at the next resumable point
     * @param notices null if nobody wants to be told of archives
     */
    public ZipArchiveActivitiesImpl(
            Ledger ledger,
            Stores stores,
            ZipArchiveProperties properties,
            ScheduledExecutorService clock,
            BooleanSupplier isDraining,
            MeterRegistry registry,
            @Nullable NoticeQueue notices,
            RequestPriceProperties prices) {
        this(
                new ArchiveTools(
                        ledger,
                        stores,
                        properties,
                        clock,
                        isDraining,
                        new ArchiveMeters(registry),
                        UploadLimits.usual()),
                notices,
                prices);
    }

    ZipArchiveActivitiesImpl(ArchiveTools tools, @Nullable NoticeQueue notices, RequestPriceProperties prices) {
        lister = new SourceLister(tools);
        inspector = new SourceInspector(tools);
        deflater = new SourceDeflater(tools);
        uploads = new ArchiveUploads(tools);
        parts = new PartWork(tools, uploads);
        finisher = new ArchiveFinisher(tools, uploads);
        ArchiveResult result = new ArchiveResult(tools, prices);
        planner = new ArchivePlanner(tools, new DryRun(result));
        notice = new ConsumerNotice(tools, result, notices);
    }

    @Override
    public Sources listSources(Run run) {
        return lister.list(run);
    }

    @Override
    public long inspectSources(Run run, long first, long last) {
        return inspector.inspect(run, first, last);
    }

    @Override
    public long deflateSources(Run run, long first, long last) {
        return deflater.deflate(run, first, last);
    }

    @Override
    public LaidOut layOut(Run run) {
        return planner.layOut(run);
    }

    @Override
    public void openUpload(Run run) {
        uploads.begin(run);
    }

    @Override
    public long buildBodies(Run run, int first, int last) {
        return parts.buildBodies(run, first, last);
    }

    @Override
    public long buildSeams(Run run, int first, int last) {
        return parts.buildSeams(run, first, last);
    }

    @Override
    public long buildDirectory(Run run) {
        return parts.buildDirectory(run);
    }

    @Override
    public boolean complete(Run run) {
        return finisher.complete(run);
    }

    @Override
    public String prove(Run run) {
        finisher.prove(run);
        return notice.resultOf(run);
    }

    @Override
    public String tellConsumer(Run run) {
        notice.send(run);
        return notice.resultOf(run);
    }

    @Override
    public void cleanUp(Run run) {
        finisher.cleanUp(run);
    }
}
