package dev.longshore.starters.engine;

import dev.longshore.ledger.Engines;
import dev.longshore.ledger.Job;
import dev.longshore.ledger.Jobs;
import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.NotedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets runs be started only on the engine that the ledger knows, so that a fresh or wrong one never runs everything a second time.
 * The engine is asked who it is each time, for another may have taken its address meanwhile.
 */
public final class EngineGate {

    private static final Logger LOG = LoggerFactory.getLogger(EngineGate.class);
    private static final int PAGE = 200;

    private final JobEngine engine;
    private final Engines engines;
    private final Jobs jobs;
    private final AtomicReference<String> reported = new AtomicReference<>("");

    public EngineGate(JobEngine engine, Ledger ledger) {
        this.engine = engine;
        this.engines = ledger.engines();
        this.jobs = ledger.jobs();
    }

    public boolean isOpen() {
        return judge(engine.identity()) != EngineVerdict.FOREIGN;
    }

    /** Notes the engine that is there unless that could make jobs run twice. */
    public EngineVerdict judge(EngineIdentity present) {
        Optional<NotedEngine> noted = engines.noted();
        EngineVerdict verdict = EngineVerdict.of(noted, present, this::haveJobsRun);
        if (verdict == EngineVerdict.WELCOME) {
            engines.note(present.id(), present.way());
        }
        String now = verdict == EngineVerdict.FOREIGN ? present.id() : "";
        if (!now.equals(reported.getAndSet(now)) && verdict == EngineVerdict.FOREIGN) {
            LOG.warn(
                    "The {} engine at {} is not the {} engine that the ledger knows since {}, and jobs are unfinished:"
                            + " nothing is started until `longshore engine adopt`",
                    present.way(),
                    present.address(),
                    noted.map(NotedEngine::way).orElse("?"),
                    noted.map(NotedEngine::notedAt).orElse(null));
        }
        return verdict;
    }

    /** From now on the engine that is there is the right one. */
    public void adopt() {
        EngineIdentity present = engine.identity();
        engines.note(present.id(), present.way());
        LOG.info("The {} engine at {} is adopted: unfinished jobs are started on it", present.way(), present.address());
    }

    /** Whether a run of an unfinished job may be somewhere else; a job that never had a run may have its first anywhere. */
    private boolean haveJobsRun() {
        List<Job> page = jobs.unfinished(Duration.ZERO, PAGE, null);
        while (!page.isEmpty()) {
            if (page.stream().anyMatch(job -> job.epoch() > 0)) {
                return true;
            }
            page = jobs.unfinished(
                    Duration.ZERO, PAGE, page.get(page.size() - 1).id());
        }
        return false;
    }
}
