package dev.longshore.starters.engine;

import dev.longshore.connections.EngineConnection;
import dev.longshore.connections.EngineFacts;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.workflows.control.Bell;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Temporal service that the settings name. */
public final class TemporalJobEngine implements JobEngine, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporalJobEngine.class);
    private static final int ANSWER_WITHIN_SECONDS = 5;

    private final EngineConnection connection;
    private final SightOfRun sights;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "engine-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean searchable = true;
    private volatile boolean registered;

    public TemporalJobEngine(EngineConnection connection) {
        this.connection = connection;
        this.sights = new SightOfRun(connection.client());
    }

    @Override
    public EngineIdentity identity() {
        return inTime(() -> {
            EngineFacts facts = connection.ask();
            registered &= !facts.isInProcess(); // it may have been started again and have forgotten them
            registerOnce();
            return new EngineIdentity(
                    facts.id(),
                    facts.way(),
                    address(),
                    connection.properties().ui(),
                    facts.lacks(),
                    searchable ? null : "runs cannot be found by room or source; once: " + toRegister());
        });
    }

    @Override
    public RunSight look(String jobId) {
        return inTime(() -> {
            try {
                return sights.of(jobId);
            } catch (StatusRuntimeException error) {
                if (error.getStatus().getCode() == Code.NOT_FOUND) {
                    return RunSight.absent();
                }
                throw error;
            }
        });
    }

    @Override
    public Ending ending(String jobId) {
        return inTime(() -> stubOf(jobId).getResult(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS, Ending.class));
    }

    @Override
    public void start(NewRun run) {
        inTime(() -> {
            registerOnce();
            try {
                startFindably(run);
            } catch (WorkflowExecutionAlreadyStarted there) {
                LOG.debug("{} is running already", there.getExecution().getWorkflowId());
            }
            return true;
        });
    }

    @Override
    public boolean ring(String jobId, long seq) {
        return toldIfThere(() -> stubOf(jobId).signal("ring", new Bell(seq)));
    }

    @Override
    public boolean cancel(String jobId) {
        return toldIfThere(() -> stubOf(jobId).cancel());
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    /** With search attributes wherever they are known by now, else without. */
    private void startFindably(NewRun run) {
        try {
            start(run, run.options());
            searchable = true;
        } catch (WorkflowServiceException error) {
            boolean unknownAttributes = error.getCause() instanceof StatusRuntimeException status
                    && status.getStatus().getCode() == Code.INVALID_ARGUMENT;
            if (!unknownAttributes) {
                throw error;
            }
            start(run, withoutSearchAttributes(run.options()));
        }
    }

    private void start(NewRun run, WorkflowOptions options) {
        connection.client().newUntypedWorkflowStub(run.workflowType(), options).start(run.request());
    }

    private boolean toldIfThere(Runnable word) {
        return inTime(() -> {
            try {
                word.run();
                return true;
            } catch (WorkflowNotFoundException gone) {
                return false;
            }
        });
    }

    private void registerOnce() {
        if (registered) {
            return;
        }
        searchable = connection.registerSearchAttributes();
        registered = true;
        if (!searchable) {
            LOG.warn(
                    "The engine at {} lets us register no search attributes: jobs start without them until somebody who may says: {}",
                    address(),
                    toRegister());
        }
    }

    private String toRegister() {
        return "temporal operator search-attribute create --namespace "
                + connection.properties().namespace()
                + " --name " + LongshoreSearchAttributes.ROOM.getName() + " --type Keyword"
                + " --name " + LongshoreSearchAttributes.SOURCE.getName() + " --type Keyword";
    }

    private WorkflowStub stubOf(String jobId) {
        return connection.client().newUntypedWorkflowStub(jobId);
    }

    private String address() {
        String address = connection.properties().address();
        return address == null ? "127.0.0.1:7233" : address;
    }

    private static WorkflowOptions withoutSearchAttributes(WorkflowOptions options) {
        return WorkflowOptions.newBuilder(options)
                .setTypedSearchAttributes(null)
                .build();
    }

    /** The deadline goes with the call, so the client's own retries end with it. */
    private <T> T inTime(Callable<T> call) {
        try (Context.CancellableContext context =
                Context.current().withDeadlineAfter(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS, deadlines)) {
            return context.call(call);
        } catch (StatusRuntimeException error) {
            throw unavailable(error.getStatus().getCode().toString(), error);
        } catch (WorkflowServiceException error) {
            throw unavailable(String.valueOf(error.getCause()), error);
        } catch (TimeoutException error) {
            throw unavailable("no answer in time", error);
        } catch (RuntimeException error) {
            throw error;
        } catch (Exception error) {
            throw unavailable(String.valueOf(error.getMessage()), error);
        }
    }

    private EngineUnavailableException unavailable(String why, Exception cause) {
        return new EngineUnavailableException("the engine at " + address() + " does not answer: " + why, cause);
    }
}
