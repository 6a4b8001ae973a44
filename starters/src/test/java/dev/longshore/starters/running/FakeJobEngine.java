package dev.longshore.starters.running;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.starters.engine.EngineIdentity;
import dev.longshore.starters.engine.JobEngine;
import dev.longshore.starters.engine.NewRun;
import dev.longshore.starters.engine.RunSight;
import dev.longshore.starters.engine.RunSight.Status;
import dev.longshore.workflows.archive.ZipArchiveRequest;
import dev.longshore.workflows.control.Ending;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs nothing, remembers what it was told. */
public final class FakeJobEngine implements JobEngine {

    private final Map<String, RunSight> runs = new ConcurrentHashMap<>();
    private final Map<String, Ending> endings = new ConcurrentHashMap<>();
    private final List<NewRun> started = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile EngineIdentity identity = external("engine-1");
    private volatile boolean away;
    private volatile boolean broken;

    public static EngineIdentity external(String id) {
        return new EngineIdentity(id, "external", "engine:7233", null, List.of(), null);
    }

    public static EngineIdentity inProcess() {
        return new EngineIdentity("in-process", "in-process", "127.0.0.1:7233", null, List.of("schedules"), null);
    }

    public void becomes(EngineIdentity other) {
        identity = other;
        runs.clear();
    }

    public void goesAway(boolean now) {
        away = now;
    }

    /** Every question ends in an error that nobody foresaw. */
    public void breaks(boolean now) {
        broken = now;
    }

    public void shows(String jobId, Status status, long epoch) {
        runs.put(jobId, new RunSight(status, epoch, status == Status.BROKEN ? "terminated by somebody" : null));
    }

    public void forgets(String jobId) {
        runs.remove(jobId);
    }

    public void answers(String jobId, Ending ending) {
        endings.put(jobId, ending);
    }

    public List<ZipArchiveRequest> startsOf(String jobId) {
        return started.stream()
                .map(run -> (ZipArchiveRequest) run.request())
                .filter(request -> request.run().jobId().equals(jobId))
                .toList();
    }

    public NewRun lastStartOf(String jobId) {
        return started.stream()
                .filter(run -> jobId.equals(run.options().getWorkflowId()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** {@code ring <seq>} and {@code cancel}, in order. */
    public List<String> toldTo(String jobId) {
        return told.stream()
                .filter(word -> word.startsWith(jobId + " "))
                .map(word -> word.substring(jobId.length() + 1))
                .toList();
    }

    @Override
    public EngineIdentity identity() {
        requirePresence();
        return identity;
    }

    @Override
    public RunSight look(String jobId) {
        requirePresence();
        return runs.getOrDefault(jobId, RunSight.absent());
    }

    @Override
    public Ending ending(String jobId) {
        requirePresence();
        return endings.getOrDefault(jobId, Ending.cancelled());
    }

    @Override
    public void start(NewRun run) {
        requirePresence();
        started.add(run);
        ZipArchiveRequest request = (ZipArchiveRequest) run.request();
        shows(request.run().jobId(), Status.RUNNING, request.run().epoch());
    }

    @Override
    public boolean ring(String jobId, long seq) {
        return tell(jobId, "ring " + seq);
    }

    @Override
    public boolean cancel(String jobId) {
        return tell(jobId, "cancel");
    }

    private boolean tell(String jobId, String word) {
        requirePresence();
        told.add(jobId + " " + word);
        return look(jobId).isRunning();
    }

    private void requirePresence() {
        if (broken) {
            throw new IllegalStateException("the ledger does not answer");
        }
        if (away) {
            throw new EngineUnavailableException("the engine at engine:7233 does not answer: UNAVAILABLE");
        }
    }
}
