package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What Longshore asks of every store's links. */
abstract class LinkContract extends CopyContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void givesAnObjectToWhoeverHasItsLink() {
        put("trip/größe 1.zip", bytes(1000, 1));

        Link link = link("trip/größe 1.zip", Duration.ofHours(24));
        HttpResponse<byte[]> answer = open(link.url());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes(1000, 1));
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"gr__e 1.zip\"; filename*=UTF-8''gr%C3%B6%C3%9Fe%201.zip");
        assertThat(link.expiresAt()).isCloseTo(Instant.now().plus(Duration.ofHours(24)), within(5, ChronoUnit.MINUTES));
    }

    @Test
    void refusesALinkThatWasMadeAnother() {
        put("key", bytes(10, 1));
        put("other", bytes(10, 2));
        String link = link("key", Duration.ofHours(1)).url().toString();

        assertThat(statusOf(URI.create(link.replace("/key?", "/other?")))).isEqualTo(403);
        assertThat(statusOf(URI.create(link.replace("Expires=3600", "Expires=3601"))))
                .isEqualTo(403);
        assertThat(statusOf(URI.create(link.substring(0, link.indexOf('?'))))).isEqualTo(403);
    }

    @Test
    void refusesALinkThatHasExpired() {
        put("key", bytes(10, 1));

        Link link = link("key", Duration.ofSeconds(2));

        assertThat(statusAfterTheEndOf(link)).isEqualTo(403);
    }

    final Link link(String key, Duration valid) {
        return store().link(at(key), valid);
    }

    final int statusOf(URI url) {
        return open(url).statusCode();
    }

    /** The first that is not 200, if one comes. */
    final int statusAfterTheEndOf(Link link) {
        Instant deadline = link.expiresAt().plus(PATIENCE);
        int status = 200;
        while (status == 200 && Instant.now().isBefore(deadline)) {
            status = statusOf(link.url());
        }
        return status;
    }

    private HttpResponse<byte[]> open(URI url) {
        try {
            return browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
