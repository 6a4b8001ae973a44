package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Some files of a manifest, a line each; a million pass one at a time. */
final class ManifestSection {

    /** In bytes of the section. */
    private static final long BETWEEN_MARKS = 1024 * 1024;

    /** What a line says; equally long whatever the checksum is. */
    interface Line {
        String of(JobFile file, ToIntFunction<JobFile> crc32s);
    }

    /** Where a file's line lies, so that a piece can be written without all lines before. */
    private record Mark(long ordinal, long position) {}

    private record Measured(List<Mark> marks, long length) {}

    private final BiConsumer<OrdinalRange, Consumer<JobFile>> files;
    private final Line line;
    private @Nullable Measured measured;

    /** @param files shows those of the section that are in a range, in their order */
    ManifestSection(BiConsumer<OrdinalRange, Consumer<JobFile>> files, Line line) {
        this.files = files;
        this.line = line;
    }

    long length() {
        return measured().length();
    }

    /**
     * Writes a piece of the section.
     *
     * @param to exclusive
     */
    void write(long from, long to, OutputStream out, ToIntFunction<JobFile> crc32s) {
        if (from >= to) {
            return;
        }
        List<Mark> marks = measured().marks();
        Mark first = marks.stream()
                .filter(mark -> mark.position() <= from)
                .reduce((one, next) -> next)
                .orElseThrow();
        long last = marks.stream()
                .filter(mark -> mark.position() >= to)
                .map(mark -> mark.ordinal() - 1)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        Window window = new Window(from, to, out);
        window.skipTo(first.position());
        boolean[] isBegun = {first.position() > 0};
        files.accept(new OrdinalRange(first.ordinal(), last), file -> {
            window.pass(bytesOf(file, crc32s, isBegun[0]));
            isBegun[0] = true;
        });
    }

    private synchronized Measured measured() {
        Measured known = measured;
        if (known == null) {
            known = measure();
            measured = known;
        }
        return known;
    }

    private Measured measure() {
        List<Mark> marks = new ArrayList<>(List.of(new Mark(0, 0)));
        long[] position = new long[1];
        files.accept(new OrdinalRange(0, Long.MAX_VALUE), file -> {
            if (position[0] - marks.get(marks.size() - 1).position() >= BETWEEN_MARKS) {
                marks.add(new Mark(file.ordinal(), position[0]));
            }
            position[0] += bytesOf(file, any -> 0, position[0] > 0).length;
        });
        return new Measured(marks, position[0]);
    }

    private byte[] bytesOf(JobFile file, ToIntFunction<JobFile> crc32s, boolean isBegun) {
        return ((isBegun ? ",\n" : "\n") + line.of(file, crc32s)).getBytes(UTF_8);
    }
}
