package dev.longshore.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;

/** Copies bodies of messages in small steps, counts them, and cuts where it is told to. */
final class BodyCopy {

    /** The cut that was ordered. */
    static final class CutException extends IOException {}

    static final int STEP = 16 << 10;

    private final InputStream in;
    private final OutputStream out;
    private final AtomicLong passed;
    private final long cutAfter;
    private final byte[] buffer = new byte[STEP];

    BodyCopy(InputStream in, OutputStream out, AtomicLong passed, long cutAfter) {
        this.in = in;
        this.out = out;
        this.passed = passed;
        this.cutAfter = cutAfter;
    }

    void request(HttpHead head) throws IOException {
        body(head);
        out.flush();
    }

    /** Leaves its last step in the buffer. Whether another message can follow on this connection. */
    boolean answer(HttpHead head, String method) throws IOException {
        boolean isBare = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        boolean untilEnd = !isBare && !head.isChunked() && head.length() < 0;
        if (untilEnd) {
            upTo(Long.MAX_VALUE);
        } else if (!isBare) {
            body(head);
        }
        return !untilEnd && !head.endsConnection();
    }

    private void body(HttpHead head) throws IOException {
        if (head.isChunked()) {
            chunks();
        } else {
            exactly(Math.max(0, head.length()));
        }
    }

    private void chunks() throws IOException {
        long size;
        do {
            String line = line();
            int end = line.indexOf(';') < 0 ? line.length() : line.indexOf(';');
            size = Long.parseLong(line.substring(0, end).strip(), 16);
            exactly(size);
            if (size > 0) {
                line();
            }
        } while (size > 0);
        String trailer;
        do {
            trailer = line();
        } while (!trailer.isBlank());
    }

    private String line() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        String line = HttpHead.readLine(in, copy);
        if (line.isEmpty()) {
            throw new EOFException("the connection ended within a body");
        }
        copy.writeTo(out);
        return line;
    }

    private void exactly(long length) throws IOException {
        if (upTo(length) < length) {
            throw new EOFException("the connection ended within a body");
        }
    }

    private long upTo(long length) throws IOException {
        long done = 0;
        while (done < length) {
            int read = read((int) Math.min(step(), length - done));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            done += read;
            passed.addAndGet(read);
        }
        return done;
    }

    /** A side that hangs up hard has ended as well. */
    private int read(int most) throws IOException {
        try {
            return in.read(buffer, 0, most);
        } catch (SocketException gone) {
            return -1;
        }
    }

    private long step() throws IOException {
        long left = cutAfter - passed.get();
        if (left <= 0) {
            out.flush();
            throw new CutException();
        }
        return Math.min(left, buffer.length);
    }
}
