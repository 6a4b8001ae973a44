package dev.longshore.starters.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where a command writes: results to the standard output, notes and errors to the standard error. */
public final class Screen {

    private static final int USUAL_WIDTH = 80;

    private final Surroundings surroundings;
    private final PrintStream out;
    private int width;

    public Screen(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.out = surroundings.out();
    }

    /** Whether lines can be drawn over. */
    boolean isLive() {
        return surroundings.terminal()
                && !"dumb".equals(surroundings.setting("TERM").orElse("dumb"));
    }

    boolean hasColours() {
        return isLive() && surroundings.setting("NO_COLOR").isEmpty();
    }

    /** Columns of the terminal; without end where no person looks, for programs want whole lines. */
    int width() {
        if (!surroundings.terminal()) {
            return Integer.MAX_VALUE;
        }
        if (width == 0) {
            width = Math.max(20, knownWidth());
        }
        return width;
    }

    String paint(Style style, String text) {
        return hasColours() ? style.paint(text) : text;
    }

    public void line(String text) {
        out.print(text);
        out.print('\n');
    }

    void print(String text) {
        out.print(text);
    }

    /** Hands over what was written. Ends the command quietly if nobody reads it any more. */
    public void flush() {
        if (out.checkError()) {
            throw new ClosedOutputException();
        }
    }

    public void note(String text) {
        surroundings.err().println(Texts.harmless(text));
    }

    private int knownWidth() {
        return surroundings
                .setting("COLUMNS")
                .or(() -> surroundings.setting("longshore.columns"))
                .or(this::askedWidth)
                .map(Screen::number)
                .filter(columns -> columns > 0)
                .orElse(USUAL_WIDTH);
    }

    /** Java cannot ask the terminal; {@code stty} answers with rows and columns. */
    private Optional<String> askedWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            return Optional.of(answer.substring(answer.indexOf(' ') + 1).strip());
        } catch (IOException e) {
            return Optional.empty(); // no stty, no terminal: the usual width will do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
