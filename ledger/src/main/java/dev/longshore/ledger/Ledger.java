package dev.longshore.ledger;

import dev.longshore.ledger.archive.ArchiveParts;
import dev.longshore.ledger.archive.ArchivePlans;
import dev.longshore.ledger.archive.ArchiveStages;
import dev.longshore.ledger.archive.ArchiveTraces;
import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.sync.SyncFiles;
import dev.longshore.ledger.sync.SyncFlows;
import dev.longshore.ledger.sync.SyncListings;
import dev.longshore.ledger.sync.SyncMoves;
import dev.longshore.ledger.sync.SyncPasses;
import dev.longshore.ledger.sync.SyncRemovals;
import dev.longshore.ledger.sync.SyncSurveys;
import dev.longshore.ledger.sync.SyncUploads;
import java.util.List;
import javax.sql.DataSource;

/**
 * The door to the ledger. Every call has a deadline, and throws {@link LedgerUnavailableException} if the database is
 * down, busy or lets nobody in; then the same may be asked again later.
 */
public final class Ledger implements AutoCloseable {

    private final Database database;
    private final ArchivePlans archivePlans;
    private final SyncPasses syncPasses;
    private final SyncSurveys syncSurveys;

    private Ledger(Database database) {
        this.database = database;
        this.archivePlans = new ArchivePlans(database);
        this.syncPasses = new SyncPasses(database);
        this.syncSurveys = new SyncSurveys(database);
    }

    /** Opens no connection yet, so a process can start before its database does. */
    public static Ledger connect(LedgerSettings settings) {
        return new Ledger(new Database(settings));
    }

    /** Brings the tables up to date. Several processes may do so at once. */
    public void migrate() {
        database.migrate();
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    public Jobs jobs() {
        return new Jobs(database, List.of(archivePlans, syncPasses, syncSurveys));
    }

    public JobRuns runs() {
        return new JobRuns(database);
    }

    public JobFiles files() {
        return new JobFiles(database);
    }

    public FileLists lists() {
        return new FileLists(database);
    }

    public Engines engines() {
        return new Engines(database);
    }

    public Intakes intakes() {
        return new Intakes(database);
    }

    public ArchivePlans archivePlans() {
        return archivePlans;
    }

    public ArchiveParts archiveParts() {
        return new ArchiveParts(database);
    }

    public ArchiveStages archiveStages() {
        return new ArchiveStages(database);
    }

    public ArchiveTraces archiveTraces() {
        return new ArchiveTraces(database);
    }

    public SyncFlows syncFlows() {
        return new SyncFlows(database);
    }

    public SyncFiles syncFiles() {
        return new SyncFiles(database);
    }

    public SyncPasses syncPasses() {
        return syncPasses;
    }

    public SyncUploads syncUploads() {
        return new SyncUploads(database);
    }

    public SyncMoves syncMoves() {
        return new SyncMoves(database);
    }

    public SyncSurveys syncSurveys() {
        return syncSurveys;
    }

    public SyncListings syncListings() {
        return new SyncListings(database);
    }

    public SyncRemovals syncRemovals() {
        return new SyncRemovals(database);
    }

    public ProbedStores probedStores() {
        return new ProbedStores(database);
    }

    /** A lock that is not held yet; the caller closes it. */
    public ReconcilerLock reconcilerLock() {
        return new ReconcilerLock(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
