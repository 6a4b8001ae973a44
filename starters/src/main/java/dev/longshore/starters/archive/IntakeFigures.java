package dev.longshore.starters.archive;

import dev.longshore.connections.QueueMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of the messages since this process began, and what the intake does now. */
final class IntakeFigures {

    private static final String MESSAGES = "longshore.intake.messages";

    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile @Nullable Instant oldest;
    private volatile boolean paused;

    IntakeFigures(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Shows them from now on, zeros too. */
    void register() {
        List.of("received", "started", "again", "refused").forEach(this::counter);
        Gauge.builder(
                        "longshore.intake.oldest.message",
                        () -> oldestAge().map(age -> age.toMillis() / 1000.0).orElse(0.0))
                .tag("room", ZipArchiveStarter.ROOM)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("longshore.intake.paused", () -> paused ? 1 : 0)
                .tag("room", ZipArchiveStarter.ROOM)
                .register(meters);
    }

    void received(int messages) {
        counter("received").increment(messages);
    }

    void oldest(List<QueueMessage> messages) {
        oldest = messages.stream()
                .map(QueueMessage::sentAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** @param outcome started, again or refused */
    void cameOf(String outcome) {
        counter(outcome).increment();
    }

    void paused(boolean now) {
        paused = now;
    }

    long count(String outcome) {
        return (long) counter(outcome).count();
    }

    /** Of the messages that are in hand; empty if there is none. */
    Optional<Duration> oldestAge() {
        return Optional.ofNullable(oldest).map(sent -> Duration.between(sent, clock.instant()));
    }

    private Counter counter(String outcome) {
        return meters.counter(MESSAGES, "room", ZipArchiveStarter.ROOM, "outcome", outcome);
    }
}
