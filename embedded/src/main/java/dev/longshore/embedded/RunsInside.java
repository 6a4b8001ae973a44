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
    private final Method historySize;
    private final Field next;
    private final Field lock;
    private final Field steps;
    private final Field timers;
    private final Lock ofAll;

    /** One run, for one task of it. What it answers holds while it stands. */
    final class Run {

        private final Object run;
        private final long atTask;

        private Run(Object run, long atTask) {
            this.run = run;
            this.atTask = atTask;
        }

        /** The service takes both locks, sometimes the one first and sometimes the other; here nobody waits for one with the other. */
        void whileItStands(Runnable work) {
            Lock own = read(lock, run, Lock.class);
            ofAll.lock();
            while (!own.tryLock()) {
                ofAll.unlock();
                Thread.onSpinWait();
                ofAll.lock();
            }
            try {
                work.run();
            } finally {
                own.unlock();
                ofAll.unlock();
            }
        }

        /** And not at one that came after it. */
        boolean isAtTheTask() {
            return read(next, run, Long.class) == atTask + 1;
        }

        boolean hasStep(long scheduledEventId) {
            return read(steps, run, Map.class).containsKey(scheduledEventId);
        }

        boolean hasTimer(String id) {
            return read(timers, run, Map.class).containsKey(id);
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
            historySize = opened(tokens.getDeclaredMethod("getHistorySize"));
            next = opened(states.getDeclaredField("nextEventId"));
            lock = opened(states.getDeclaredField("lock"));
            steps = opened(states.getDeclaredField("activities"));
            timers = opened(states.getDeclaredField("timers"));
            ofAll = read(opened(TestWorkflowService.class.getDeclaredField("lock")), service, Lock.class);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("The test server is another one than Longshore knows", other);
        }
    }

    /** Empty for a token of no run; the service says why. */
    Optional<Run> of(ByteString taskToken) {
        try {
            Object task = token.invoke(null, taskToken);
            Object run = state.invoke(service, execution.invoke(task), false);
            int atTask = (Integer) historySize.invoke(task);
            return Optional.ofNullable(run).map(there -> new Run(there, atTask));
        } catch (InvocationTargetException unreadable) {
            return Optional.empty();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T read(Field field, Object of, Class<T> type) {
        try {
            return type.cast(field.get(of));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }
}
