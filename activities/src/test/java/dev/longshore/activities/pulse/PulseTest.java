package dev.longshore.activities.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final Clock clock = new Clock();
    private int beats;
    private @Nullable RuntimeException answer;
    private final Pulse pulse = new Pulse(context(), clock, Duration.ofSeconds(2));

    /** Ticks when it is told to. */
    private static final class Clock extends ScheduledThreadPoolExecutor {

        private @Nullable Runnable tick;
        private @Nullable ScheduledFuture<?> timer;

        Clock() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable beat, long delay, long period, TimeUnit unit) {
            tick = beat;
            ScheduledFuture<?> scheduled = super.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
            timer = scheduled;
            return scheduled;
        }

        void tick() {
            Runnable beat = tick;
            assertThat(beat).isNotNull();
            if (beat != null) {
                beat.run();
            }
        }
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void beatsAtTheBegin() {
        clock.tick();

        assertThat(beats).isOne();
    }

    @Test
    void isSilentWhileNothingMoves() {
        clock.tick();
        clock.tick();
        clock.tick();

        assertThat(beats).isOne();
    }

    @Test
    void beatsOnceForAllThatMovedBetweenTwoTicks() {
        clock.tick();
        pulse.moved(1);
        pulse.moved(1);

        clock.tick();
        clock.tick();

        assertThat(beats).isEqualTo(2);
    }

    @Test
    void beatsWhileAnAnswerIsAwaitedAndNoLonger() {
        clock.tick();

        assertThat(pulse.<String>awaiting(() -> {
                    clock.tick();
                    clock.tick();
                    return "answer";
                }))
                .isEqualTo("answer");
        clock.tick();

        assertThat(beats).isEqualTo(3);
    }

    @Test
    void isSilentAgainAfterAnAnswerThatFailed() {
        clock.tick();
        assertThatThrownBy(() -> pulse.awaiting(() -> {
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");

        clock.tick();

        assertThat(beats).isOne();
    }

    @Test
    void throwsWhatTheEngineSaidWhenSomethingMoves() {
        answer = new ActivityCanceledException();
        clock.tick();

        assertThatThrownBy(() -> pulse.moved(1)).isInstanceOf(ActivityCanceledException.class);
    }

    @Test
    void goesOnBeatingAfterABeatThatWasLost() {
        answer = new IllegalStateException("the engine is away");
        assertThatCode(clock::tick).doesNotThrowAnyException();
        answer = null;
        pulse.moved(1);

        clock.tick();

        assertThat(beats).isEqualTo(2);
    }

    @Test
    void beatsNoMoreOnceClosed() {
        pulse.close();

        ScheduledFuture<?> timer = clock.timer;
        assertThat(timer != null && timer.isCancelled()).isTrue();
    }

    private ActivityExecutionContext context() {
        return (ActivityExecutionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActivityExecutionContext.class},
                (self, method, values) -> {
                    assertThat(method.getName()).isEqualTo("heartbeat");
                    beats++;
                    if (answer != null) {
                        throw answer;
                    }
                    return null;
                });
    }
}
