package dev.longshore.activities.archive;

import java.util.ArrayList;
import java.util.List;

/** A queue that keeps what it is sent, may be away, and may take its sender away right before or after a message. */
final class Listener implements NoticeQueue {

    record Heard(String body, String deduplicationId, String group) {}

    private final List<Heard> heard = new ArrayList<>();
    private boolean away;
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void killBefore() {
        before = () -> {
            before = () -> {};
            throw new Taker.Vanished();
        };
    }

    void killAfter() {
        after = () -> {
            after = () -> {};
            throw new Taker.Vanished();
        };
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public synchronized String send(String body, String deduplicationId, String group) {
        before.run();
        if (away) {
            throw new NoticeNotTakenException("SQS queue notices is away", new IllegalStateException());
        }
        heard.add(new Heard(body, deduplicationId, group));
        after.run();
        return "message-" + heard.size();
    }
}
