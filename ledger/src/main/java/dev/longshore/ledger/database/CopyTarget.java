package dev.longshore.ledger.database;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Takes rows one by one and sends them in COPY's text format, a buffer at a time. */
public final class CopyTarget {

    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER);

    CopyTarget(CopyIn copy) {
        this.copy = copy;
    }

    /** One value for each column that the statement names. */
    public void row(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            buffer.append(i == 0 ? "" : "\t");
            append(values[i]);
        }
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    void flush() {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw SqlFailures.explain(e);
        }
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            buffer.append("\\N");
            return;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i));
        }
    }

    private void append(char character) {
        switch (character) {
            case '\\' -> buffer.append("\\\\");
            case '\t' -> buffer.append("\\t");
            case '\n' -> buffer.append("\\n");
            case '\r' -> buffer.append("\\r");
            default -> buffer.append(character);
        }
    }
}
