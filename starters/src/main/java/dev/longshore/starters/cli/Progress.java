package dev.longshore.starters.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Shows a job as it moves: a block that is drawn over on a terminal, elsewhere a line now and then. */
final class Progress {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final Duration SPEED_OVER = Duration.ofSeconds(15);
    private static final int BAR = 24;

    private final Screen screen;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private int drawn;
    private String lastWords = "";
    private Instant lastLine = Instant.MIN;

    Progress(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    private record Sample(Instant at, long bytes) {}

    void show(JobView job) {
        sample(job);
        if (screen.isLive()) {
            drawOver(block(job));
        } else {
            lineNowAndThen(job);
        }
        screen.flush();
    }

    /** Before other lines are written: what was drawn is wiped away. */
    void clear() {
        if (drawn > 0) {
            screen.print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
            screen.flush();
        }
    }

    void flush() {
        screen.flush();
    }

    private void drawOver(List<String> lines) {
        StringBuilder block = new StringBuilder(drawn > 0 ? "\u001b[" + drawn + "A\u001b[J" : "");
        lines.forEach(line -> block.append(line).append('\n'));
        screen.print(block.toString());
        drawn = lines.size();
    }

    private List<String> block(JobView job) {
        List<String> lines = new ArrayList<>();
        lines.add(fitting(job.id() + "  " + job.state(), Style.ofState(job.state())));
        lines.add(fitting(bar(job) + "  " + figures(job) + speed() + left(job), Style.PLAIN));
        if (!job.waitingFor().isEmpty()) {
            lines.add(fitting("waits for " + job.waitingFor(), Style.DOUBTFUL));
        }
        return lines;
    }

    private String fitting(String line, Style style) {
        return screen.paint(style, Texts.shortened(Texts.harmless(line), screen.width() - 1));
    }

    private static String bar(JobView job) {
        int percent = share(job);
        int full = BAR * percent / 100;
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + percent + " %";
    }

    private static int share(JobView job) {
        return job.bytes("total") > 0
                ? Figures.percent(job.bytes("done"), job.bytes("total"))
                : Figures.percent(job.files("done"), job.files("total"));
    }

    private static String figures(JobView job) {
        return job.filesInWords() + " files  " + job.bytesInWords();
    }

    private static String left(JobView job) {
        return job.timeLeft().isEmpty() ? "" : "  " + job.timeLeft() + " left";
    }

    /** Of the last seconds. */
    private String speed() {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long moved = last.bytes() - first.bytes();
        long millis = Duration.between(first.at(), last.at()).toMillis();
        return moved <= 0 || millis < 500 ? "" : "  " + Figures.size((long) (moved * 1000.0 / millis)) + "/s";
    }

    private void sample(JobView job) {
        Instant now = clock.instant();
        samples.addLast(new Sample(now, job.bytes("done")));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(SPEED_OVER))) {
            samples.removeFirst();
        }
    }

    private void lineNowAndThen(JobView job) {
        String words = job.state() + (job.waitingFor().isEmpty() ? "" : ", waits for " + job.waitingFor());
        Instant now = clock.instant();
        if (words.equals(lastWords) && now.isBefore(lastLine.plus(LINE_EVERY))) {
            return;
        }
        String line = Figures.moment(now.toString(), clock) + " " + words + ": " + figures(job) + left(job);
        screen.line(Texts.harmless(line));
        lastWords = words;
        lastLine = now;
    }
}
