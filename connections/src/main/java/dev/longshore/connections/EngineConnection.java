package dev.longshore.connections;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.longshore.workflows.engine.LongshoreSearchAttributes;
import dev.longshore.workflows.engine.PayloadGuard;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetClusterInfoRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine. Made without asking it anything, so that processes start while it is away. */
public final class EngineConnection implements AutoCloseable {

    private static final int ANSWER_WITHIN_SECONDS = 5;

    private static final List<String> LACKS =
            List.of("a memory that outlives it (the ledger starts jobs again)", "schedules", "reset", "a Web UI");

    private final EngineProperties properties;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    /** Counts for nobody. */
    public EngineConnection(EngineProperties properties) {
        this(properties, new NoopScope());
    }

    /** @param scope takes the figures of Temporal's client and workers */
    public EngineConnection(EngineProperties properties, Scope scope) {
        this.properties = properties;
        this.stubs = WorkflowServiceStubs.newServiceStubs(EngineStubs.optionsFor(properties, scope));
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(properties.namespace())
                        .setDataConverter(PayloadGuard.guardedConverter())
                        .build());
    }

    public WorkflowClient client() {
        return client;
    }

    public EngineProperties properties() {
        return properties;
    }

    /**
     * Asks the engine who it is and what it can do; never concluded from its address.
     *
     * @throws EngineUnavailableException if it does not answer
     */
    public EngineFacts ask() {
        try {
            String id = soon().describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(properties.namespace())
                            .build())
                    .getNamespaceInfo()
                    .getId();
            return hasSchedules()
                    ? new EngineFacts(id, wayOfARealOne(), List.of())
                    : new EngineFacts(EngineFacts.IN_PROCESS, EngineFacts.IN_PROCESS, LACKS);
        } catch (StatusRuntimeException refused) {
            throw unavailable(refused);
        }
    }

    /**
     * Registers the search attributes where we may.
     *
     * @return whether runs can be found by them
     * @throws EngineUnavailableException if the engine does not answer
     */
    public boolean registerSearchAttributes() {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
        try {
            operator.blockingStub()
                    .withDeadlineAfter(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(properties.namespace())
                            .putSearchAttributes(LongshoreSearchAttributes.ROOM.getName(), keyword())
                            .putSearchAttributes(LongshoreSearchAttributes.SOURCE.getName(), keyword())
                            .build());
            return true;
        } catch (StatusRuntimeException refused) {
            if (isAway(refused)) {
                throw unavailable(refused);
            }
            return refused.getStatus().getCode() == Code.ALREADY_EXISTS || areRegistered(operator);
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }

    /** By somebody who may. */
    private boolean areRegistered(OperatorServiceStubs operator) {
        try {
            var known = operator.blockingStub()
                    .withDeadlineAfter(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(properties.namespace())
                            .build())
                    .getCustomAttributesMap();
            return known.get(LongshoreSearchAttributes.ROOM.getName()) == keyword()
                    && known.get(LongshoreSearchAttributes.SOURCE.getName()) == keyword();
        } catch (StatusRuntimeException refused) {
            if (isAway(refused)) {
                throw unavailable(refused);
            }
            return false;
        }
    }

    private EngineUnavailableException unavailable(StatusRuntimeException refused) {
        return new EngineUnavailableException(
                "the engine at " + properties.address()
                        + wordsFor(refused.getStatus().getCode()),
                refused);
    }

    private String wordsFor(Code code) {
        return switch (code) {
            case NOT_FOUND -> " has no namespace '" + properties.namespace() + "'";
            case PERMISSION_DENIED, UNAUTHENTICATED -> " refuses us: " + code;
            default -> " does not answer: " + code;
        };
    }

    private static IndexedValueType keyword() {
        return IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
    }

    private boolean hasSchedules() {
        try {
            soon().listSchedules(ListSchedulesRequest.newBuilder()
                    .setNamespace(properties.namespace())
                    .setMaximumPageSize(1)
                    .build());
            return true;
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Code.UNIMPLEMENTED) {
                return false;
            }
            throw refused;
        }
    }

    /** Only the dev server keeps its runs in SQLite. One that does not say where it keeps them is not ours. */
    private String wayOfARealOne() {
        try {
            String store = soon().getClusterInfo(GetClusterInfoRequest.getDefaultInstance())
                    .getPersistenceStore();
            return store.equals("sqlite") ? "dev-server" : "external";
        } catch (StatusRuntimeException refused) {
            if (isAway(refused)) {
                throw refused;
            }
            return "external";
        }
    }

    private static boolean isAway(StatusRuntimeException refused) {
        Code code = refused.getStatus().getCode();
        return code == Code.UNAVAILABLE || code == Code.DEADLINE_EXCEEDED || code == Code.CANCELLED;
    }

    private io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub soon() {
        return stubs.blockingStub().withDeadlineAfter(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
