package dev.longshore.activities.sync;

import static dev.longshore.workflows.failure.FailureType.INVALID_REQUEST;
import static dev.longshore.workflows.failure.FailureType.UNAVAILABLE;

import dev.longshore.activities.failure.Failures;
import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.page.Wishes;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.sync.FindingCount;
import dev.longshore.ledger.sync.SettledFinding;
import dev.longshore.ledger.sync.SurveyKind;
import dev.longshore.ledger.sync.SurveyState;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFinding;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.ledger.sync.SyncSurveys;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType.Scope;
import dev.longshore.workflows.sync.MinioSyncSurveyActivities;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Looks at folders and buckets of this host's flows, says what is found, and removes what is old and safe elsewhere. */
public final class MinioSyncSurveyActivitiesImpl implements MinioSyncSurveyActivities {

    private static final int PAGE = 500;
    private static final int BITE = 100;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Of fewer files as many as there are may be removed unasked. */
    private static final long FEW = 100;

    private final SyncTools tools;
    private final Flows flows;
    private final FlowMarks marks;

    MinioSyncSurveyActivitiesImpl(SyncTools tools, Flows flows, FlowMarks marks) {
        this.tools = tools;
        this.flows = flows;
        this.marks = marks;
    }

    @Override
    public void list(Run run) {
        explained(() -> {
            Order order = orderOf(run);
            marks.requireSame(order.flow(), order.known());
            if (!surveys().state(run.jobId(), run.epoch()).listed()) {
                try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
                    Instant oldBefore = order.kind() == SurveyKind.CLEANUP ? oldBefore(order) : null;
                    new SurveyListing(tools.ledger().syncListings(), order.sides(), order.kind(), oldBefore, pulse)
                            .list(run);
                }
            }
            return true;
        });
    }

    @Override
    public long settle(Run run) {
        return explained(() -> {
            Order order = orderOf(run);
            marks.requireSame(order.flow(), order.known());
            return pages(run, () -> surveys().unsettled(run.jobId(), PAGE), (page, pulse) -> {
                Survey survey = surveyOf(order);
                Map<String, List<SyncFile>> lives = livesOf(page, survey, order);
                return finding -> survey.settle(finding, lives, pulse);
            });
        });
    }

    @Override
    public long remove(Run run) {
        return explained(() -> {
            Order order = orderOf(run);
            if (order.kind() != SurveyKind.CLEANUP || order.dryRun()) {
                return 0L;
            }
            marks.require(order.flow(), order.known());
            AgedRemoval removal = new AgedRemoval(order.sides(), tools.ledger().syncRemovals());
            try (Pulse pulse = Pulse.ofThisActivity(tools.clock())) {
                removal.finish(order.known().id(), pulse::moved);
            }
            requireApproval(run, order);
            return pages(run, () -> surveys().toRemove(run.jobId(), PAGE), (page, pulse) -> {
                CleanupSurvey survey = cleanupOf(order);
                Map<String, List<SyncFile>> lives = livesOf(page, survey, order);
                return finding -> removed(run, finding, survey.decide(finding, lives, pulse), removal);
            });
        });
    }

    @Override
    public String conclude(Run run) {
        return explained(() -> {
            Order order = orderOf(run);
            Map<String, Object> counts = new LinkedHashMap<>();
            for (FindingCount count : surveys().counts(run.jobId())) {
                counts.put(count.what(), Map.of("files", count.files(), "bytes", count.bytes()));
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("host", order.flow().host());
            result.put("flow", order.flow().name());
            result.put("kind", order.kind().word());
            result.put("dryRun", order.dryRun());
            result.put("findings", counts);
            return SurveyRequest.json(result);
        });
    }

    private static SettledFinding removed(
            Run run, SyncFinding finding, CleanupSurvey.Decision decision, AgedRemoval removal) {
        return decision.isToRemove() ? removal.remove(run, finding.path(), decision) : decision.said();
    }

    /** What is done with each finding of a page. */
    private interface PageWork {
        Function<SyncFinding, SettledFinding> of(List<SyncFinding> page, LongConsumer pulse);
    }

    /** Answers 1 if there may be more, because time is up, the user paused, or this process is about to stop. */
    private long pages(Run run, Supplier<List<SyncFinding>> pages, PageWork work) {
        Wishes wishes = new Wishes(tools.ledger().jobs(), tools.isDraining(), run);
        long until = System.nanoTime() + LONGEST.toNanos();
        try (Pulse pulse = Pulse.ofThisActivity(tools.clock());
                Together together = new Together("sync-survey")) {
            List<SyncFinding> page = pages.get();
            while (!page.isEmpty()) {
                Bites<SettledFinding> settled =
                        new Bites<>(BITE, bite -> surveys().settled(run.jobId(), run.epoch(), bite));
                Function<SyncFinding, SettledFinding> each = work.of(page, pulse::moved);
                boolean isAll;
                try {
                    isAll = together.work(tasks(run, page, settled, each), wishes::goOn);
                } finally {
                    settled.flush();
                }
                pulse.moved(1);
                if (!isAll || !wishes.goOn() || System.nanoTime() > until) {
                    return 1;
                }
                page = pages.get();
            }
        }
        return 0;
    }

    private List<Task> tasks(
            Run run,
            List<SyncFinding> page,
            Bites<SettledFinding> settled,
            Function<SyncFinding, SettledFinding> each) {
        Order order = orderOf(run);
        return page.stream()
                .map(finding -> new Task(
                        tools.stores().heads(order.flow().place()),
                        () -> settled.add(settled(finding, each, order.kind()))))
                .toList();
    }

    /** What is wrong with a file is said of it; what is wrong with all else ends the step. */
    private static SettledFinding settled(
            SyncFinding finding, Function<SyncFinding, SettledFinding> each, SurveyKind kind) {
        try {
            return each.apply(finding);
        } catch (RuntimeException error) {
            ApplicationFailure failure = LocalFailures.explain(error);
            if (Failures.scopeOf(failure).filter(Scope.FILE::equals).isEmpty()) {
                throw failure;
            }
            String what = switch (kind) {
                case CHECK -> CheckSurvey.UNREADABLE;
                case PLAN -> PlanSurvey.LEAVE;
                case CLEANUP -> CleanupSurvey.STAY;
            };
            return new SettledFinding(finding.id(), what, null, null, failure.getOriginalMessage());
        }
    }

    /** More than a share of a folder is not removed before somebody has said that this is right. */
    private void requireApproval(Run run, Order order) {
        SurveyState state = surveys().state(run.jobId(), run.epoch());
        long removals = surveys().removals(run.jobId());
        long most = Math.max(FEW, state.files() * tools.properties().largestCleanup() / 100);
        if (removals > most && removals > state.approved()) {
            surveys().ask(run.jobId(), run.epoch(), removals);
            throw UNAVAILABLE.because("the approval of " + removals + " removals of " + state.files()
                    + " files: longshore sync approve --cleanup --flow "
                    + order.flow().name());
        }
    }

    private Survey surveyOf(Order order) {
        return switch (order.kind()) {
            case CHECK -> new CheckSurvey(order.sides());
            case PLAN ->
                new PlanSurvey(order.sides(), written(order), tools.time().instant());
            case CLEANUP -> cleanupOf(order);
        };
    }

    private CleanupSurvey cleanupOf(Order order) {
        return new CleanupSurvey(order.sides(), written(order), oldBefore(order));
    }

    private static Set<Path> written(Order order) {
        return new OpenFiles(order.flow().folder()).written();
    }

    private Instant oldBefore(Order order) {
        Duration age = order.flow().maxAge();
        if (age == null) {
            throw INVALID_REQUEST.because("flow " + order.flow().name() + " has no max-age, so nothing in it is too old"
                    + " (longshore.sync.max-age or MAX_FILE_AGE_DAYS)");
        }
        return tools.time().instant().minus(age);
    }

    private Map<String, List<SyncFile>> livesOf(List<SyncFinding> page, Survey survey, Order order) {
        Set<String> names = new LinkedHashSet<>();
        page.forEach(finding -> names.addAll(survey.namesOf(finding)));
        boolean withRemoved = order.sides().isUp();
        Map<String, List<SyncFile>> lives =
                tools.ledger().syncRemovals().lives(order.known().id(), names, withRemoved);
        List<String> targets = page.stream()
                .flatMap(finding -> order.sides().targetOfShortened(finding.path()).stream())
                .toList();
        tools.ledger()
                .syncRemovals()
                .atLongTargets(order.known().id(), targets, withRemoved)
                .forEach(content -> lives.computeIfAbsent(content.path(), path -> new ArrayList<>())
                        .add(content));
        return lives;
    }

    private Order orderOf(Run run) {
        SurveyRequest request = SurveyRequest.of(tools.ledger(), run);
        Flow flow = flows.named(request.flow()).orElseThrow(() -> marks.unknown(flows.host(), request.flow()));
        SyncFlow known = tools.ledger()
                .syncFlows()
                .find(flow.host(), flow.name())
                .orElseThrow(() -> new IllegalStateException("The ledger has no flow " + flow.name()));
        return new Order(flow, known, new Sides(flow, tools.stores()), request);
    }

    private SyncSurveys surveys() {
        return tools.ledger().syncSurveys();
    }

    private static <T> T explained(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException error) {
            throw LocalFailures.explainOfAll(error);
        }
    }

    /** What a survey is of, and for. */
    private record Order(Flow flow, SyncFlow known, Sides sides, SurveyRequest request) {

        SurveyKind kind() {
            return request.what();
        }

        boolean dryRun() {
            return request.dryRun();
        }
    }
}
