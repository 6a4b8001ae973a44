package dev.longshore.embedded;

import com.google.protobuf.ByteString;
import io.temporal.internal.testservice.TestWorkflowService;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * What the test server knows of its runs and shows nobody: whether a step or a timer is open still. Its names are those
 * of {@code temporal-test-server} 1.38.0; with others the engine does not start.
 */
final class RunsInside {

    private static final String INSIDE = TestWorkflowService.class.getPackageName() + ".";

    private final TestWorkflowService service;
    private final Method token;
    private final Method execution;
    private final Method state;
    private final Field lock;
    private final Field steps;
    private final Field timers;

    /** One run. What it answers holds while its lock is held. */
    record Run(Lock lock, Map<?, ?> steps, Map<?, ?> timers) {

        boolean hasStep(long scheduledEventId) {
            return steps.containsKey(scheduledEventId);
        }

        boolean hasTimer(String id) {
            return timers.containsKey(id);
        }
    }

    RunsInside(TestWorkflowService service) {
        this.service = service;
        try {
            Class<?> tokens = Class.forName(INSIDE + "WorkflowTaskToken");
            Class<?> executions = Class.forName(INSIDE + "ExecutionId");
            Class<?> states = Class.forName(INSIDE + "TestWorkflowMutableStateImpl");
            token = opened(tokens.getDeclaredMethod("fromBytes", ByteString.class));
            execution = opened(tokens.getDeclaredMethod("getExecutionId"));
            state = opened(TestWorkflowService.class.getDeclaredMethod("getMutableState", executions, boolean.class));
            lock = opened(states.getDeclaredField("lock"));
            steps = opened(states.getDeclaredField("activities"));
            timers = opened(states.getDeclaredField("timers"));
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("The test server is another one than Longshore knows", other);
        }
    }

    /** Empty for a token of no run; the service says why. */
    Optional<Run> of(ByteString taskToken) {
        try {
            Object found = state.invoke(service, execution.invoke(token.invoke(null, taskToken)), false);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Run(
                            (Lock) lock.get(found), (Map<?, ?>) steps.get(found), (Map<?, ?>) timers.get(found)));
        } catch (InvocationTargetException unreadable) {
            return Optional.empty();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }
}
