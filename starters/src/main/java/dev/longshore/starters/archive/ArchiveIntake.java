package dev.longshore.starters.archive;

import dev.longshore.connections.ArchiveQueues;
import dev.longshore.connections.MessageQueue;
import dev.longshore.connections.MessageQueues;
import dev.longshore.connections.QueueMessage;
import dev.longshore.connections.QueueRefusedException;
import dev.longshore.connections.QueueUnavailableException;
import dev.longshore.starters.problem.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders from a queue as long as there is room for them. Any number of processes may do so at once: a message is one
 * job, whoever receives it and however often.
 */
final class ArchiveIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveIntake.class);
    private static final int MOST_AT_ONCE = 10;
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Longer than any pause between two tries. */
    private static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final long STOPS_WITHIN_SECONDS = 10;

    private final MessageQueues queues;
    private final @Nullable MessageQueue queue;
    private final IntakeGate gate;
    private final OrderMessages orders;
    private final IntakeFigures figures;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "archive-intake");
    /** Received, and neither accepted nor refused yet. Kept while ledger or store are away, for each receive counts. */
    private final Deque<QueueMessage> held = new ArrayDeque<>();

    private boolean knowsRedrive;
    private int mostReceives = 1; // until it is known
    private int failures;
    private volatile boolean polling;
    private volatile @Nullable String trouble;

    /** Owns the queues: a process that stops breaks a long poll off by closing them. */
    ArchiveIntake(ArchiveQueues names, MessageQueues queues, IntakeGate gate, IntakeWork work) {
        this.queues = queues;
        this.queue = names.sourceQueue() == null ? null : queues.of(names.sourceQueue());
        this.gate = gate;
        this.orders = work.orders();
        this.figures = work.figures();
        thread.setDaemon(true);
    }

    /** Does nothing where no queue is set. */
    void start() {
        if (queue == null) {
            return;
        }
        figures.register();
        LOG.info("Orders are taken from SQS queue {}, up to {} unfinished jobs", queue.name(), gate.limit());
        thread.start();
    }

    Optional<String> queueName() {
        return Optional.ofNullable(queue).map(MessageQueue::name);
    }

    /** What it waits for, in words. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        stopping.countDown();
        if (polling) {
            queues.close();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOPS_WITHIN_SECONDS));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The intake did not stop in time; what it has received comes again");
        }
        queues.close();
    }

    private void run() {
        MessageQueue source = queue;
        while (source != null && !isStopping()) {
            Duration pause = Duration.ZERO;
            try {
                pause = pass(source);
                failures = 0;
            } catch (RuntimeException away) {
                pause = pauseAfter(failures++);
                complain(away);
                keepFromOthers(source);
            }
            rest(pause);
        }
    }

    /** Takes what may be taken now, and says how long to rest then. */
    private Duration pass(MessageQueue source) {
        boolean paused = gate.isPaused();
        figures.paused(paused);
        if (paused) {
            giveBackAll(source);
            return LOOK_AGAIN;
        }
        long free = Math.min(gate.free(), MOST_AT_ONCE) - held.size();
        if (free > 0) {
            receive(source, (int) free);
        }
        takeAll(source);
        return free > 0 && held.isEmpty() ? Duration.ZERO : LOOK_AGAIN;
    }

    private void receive(MessageQueue source, int most) {
        polling = true;
        try {
            Duration wait = failures > 0 ? Duration.ZERO : LONG_POLL; // the end of a trouble is seen at once
            List<QueueMessage> come = isStopping() ? List.of() : source.receive(most, wait);
            figures.received(come.size());
            held.addAll(come);
        } finally {
            polling = false;
        }
        figures.oldest(List.copyOf(held));
        warnWithoutRedrive(source);
        if (!held.isEmpty() && gate.isPaused()) {
            giveBackThoseThatComeAgain(source);
        }
    }

    /** Giving back counts as a receive; a message that would be a dead letter then is taken in spite of the pause. */
    private void giveBackThoseThatComeAgain(MessageQueue source) {
        List<QueueMessage> last = held.stream()
                .filter(message -> message.receiveCount() >= mostReceives)
                .toList();
        held.removeAll(last);
        giveBackAll(source);
        held.addAll(last);
    }

    /** Those whose store is away are kept and tried again later; the others need another store perhaps. */
    private void takeAll(MessageQueue source) {
        List<QueueMessage> waiting = new ArrayList<>();
        RuntimeException away = null;
        while (!held.isEmpty() && !isStopping()) {
            try {
                orders.take(source, held.element());
            } catch (RefusedException storeAway) {
                waiting.add(held.element());
                away = storeAway;
            }
            held.remove();
        }
        held.addAll(waiting);
        if (isStopping()) {
            giveBackAll(source);
        } else if (away == null) {
            trouble = null;
        } else {
            complain(away);
            keepFromOthers(source);
        }
    }

    /** Else they would come again while they are tried, and each time counts until they are dead letters. */
    private void keepFromOthers(MessageQueue source) {
        for (QueueMessage message : held) {
            try {
                source.hide(message, HIDDEN);
            } catch (QueueUnavailableException | QueueRefusedException shown) {
                LOG.debug("A message may come again while it is tried: {}", shown.getMessage());
            }
        }
    }

    /** Whoever is there may have them at once. */
    private void giveBackAll(MessageQueue source) {
        while (!held.isEmpty()) {
            try {
                source.giveBack(held.remove());
            } catch (QueueUnavailableException | QueueRefusedException hidden) {
                LOG.debug("A message is seen again only after its visibility timeout: {}", hidden.getMessage());
            }
        }
    }

    private void warnWithoutRedrive(MessageQueue source) {
        if (knowsRedrive) {
            return;
        }
        knowsRedrive = true;
        try {
            OptionalInt most = source.mostReceives();
            mostReceives = most.orElse(Integer.MAX_VALUE);
            if (most.isEmpty()) {
                LOG.warn(
                        "SQS queue {} has no redrive policy, so a message that cannot become a job comes again and again:"
                                + " give it a dead-letter queue (attribute RedrivePolicy)",
                        source.name());
            }
        } catch (QueueUnavailableException | QueueRefusedException untold) {
            LOG.info(
                    "Whether SQS queue {} has a dead-letter queue is not known: {}",
                    source.name(),
                    untold.getMessage());
        }
    }

    private void complain(RuntimeException away) {
        if (isStopping()) {
            return;
        }
        String said = OrderMessages.bounded(String.valueOf(away.getMessage()));
        if (!said.equals(trouble)) {
            LOG.warn("The intake waits: {}", said);
        }
        trouble = said;
        LOG.debug("The intake tries again", away);
    }

    private static Duration pauseAfter(int failures) {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
        return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void rest(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The intake stops");
            }
        } catch (InterruptedException hurried) {
            stopping.countDown();
        }
    }
}
