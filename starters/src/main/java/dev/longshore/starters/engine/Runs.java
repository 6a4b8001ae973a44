package dev.longshore.starters.engine;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Desired;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.workflows.control.Run;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs and passes on commands that the ledger holds already. */
public final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Jobs jobs;
    private final JobEngine engine;
    private final EngineGate gate;
    private final Supplier<Stream<RoomRuns>> rooms;

    /** Rooms are asked for when a run is started, for rooms use this to start theirs. */
    public Runs(Jobs jobs, JobEngine engine, EngineGate gate, Supplier<Stream<RoomRuns>> rooms) {
        this.jobs = jobs;
        this.engine = engine;
        this.gate = gate;
        this.rooms = rooms;
    }

    /** Starts the next run of a job, unless the job has ended meanwhile or the engine is not the one that the ledger knows. */
    public void start(Job job, @Nullable String endedBecause) {
        Optional<RoomRuns> room =
                rooms.get().filter(each -> each.room().equals(job.room())).findFirst();
        if (room.isEmpty()) {
            LOG.warn("Job {} is of room {}, which this version does not know", job.id(), job.room());
            return;
        }
        if (!gate.isOpen()) {
            return;
        }
        OptionalLong epoch = jobs.takeEpoch(job.id());
        if (epoch.isPresent()) {
            engine.start(room.get().runOf(job, new Run(job.id(), epoch.getAsLong()), endedBecause));
        }
    }

    /** Starts a job that was just queued. If that fails, or the engine is not the right one, the reconciler does it later. */
    public void startSoon(Job job) {
        orLater(job, () -> start(job, null));
    }

    /** Tells a run of a command that was just written. If that fails, the reconciler does it later. */
    public void tell(Job job) {
        orLater(job, () -> {
            boolean told =
                    job.desired() == Desired.CANCEL ? engine.cancel(job.id()) : engine.ring(job.id(), job.commandSeq());
            if (!told && job.desired() != Desired.PAUSE) {
                start(job, null);
            }
        });
    }

    /** What was accepted stays accepted, whatever goes wrong when it is passed on: its sender is not to send it once more. */
    private void orLater(Job job, Runnable word) {
        try {
            word.run();
        } catch (EngineUnavailableException error) {
            LOG.info("Job {} waits for the engine: {}", job.id(), error.getMessage());
        } catch (RuntimeException error) {
            LOG.warn("Job {} is left to the reconciler: {}", job.id(), error.toString());
        }
    }
}
