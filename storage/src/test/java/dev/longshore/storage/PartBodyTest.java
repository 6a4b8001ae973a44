package dev.longshore.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartBodyTest {

    @Test
    void joinedBodiesAreReadOneAfterTheOther() throws IOException {
        PartBody body = PartBody.joined(
                List.of(of("ab"), of(""), PartBody.of(new Letters(), 2, 3), of("z"), PartBody.joined(List.of())));

        assertThat(body.length()).isEqualTo(6);
        assertThat(read(body)).isEqualTo("abcdez");
        assertThat(read(body)).isEqualTo("abcdez");
    }

    private static String read(PartBody body) throws IOException {
        try (InputStream in = body.open()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    private static PartBody of(String text) {
        return PartBody.of(text.getBytes(US_ASCII));
    }

    private static final class Letters implements Source {

        @Override
        public long size() {
            return 26;
        }

        @Override
        public InputStream open(long offset, long length) {
            byte[] letters = new byte[(int) length];
            for (int i = 0; i < length; i++) {
                letters[i] = (byte) ('a' + offset + i);
            }
            return PartBody.of(letters).open();
        }
    }
}
