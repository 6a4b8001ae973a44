package dev.longshore.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiAddressTest {

    @TempDir
    private Path home;

    private final Typed typed = new Typed().without("LONGSHORE_DATA");

    @Test
    void isTheUsualOneWhereNothingIsSaid() {
        assertThat(found()).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void isWhereTheRunningUpSays() throws IOException {
        writeEndpoints(home.resolve("data"), ProcessHandle.current().pid());

        assertThat(found()).isEqualTo("http://127.0.0.1:4711");
    }

    @Test
    void isNotWhereADeadUpSaid() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor(60, TimeUnit.SECONDS)).isTrue();
        writeEndpoints(home.resolve("data"), dead.pid());

        assertThat(found()).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void isNotWhereABrokenFileSays() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/endpoints.json"), "{\"pid\":");

        assertThat(found()).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void isLookedForInTheDataFolderThatIsSet() throws IOException {
        writeEndpoints(home.resolve("elsewhere"), ProcessHandle.current().pid());

        assertThat(found()).isEqualTo("http://127.0.0.1:8080");
        typed.with("LONGSHORE_DATA", home.resolve("elsewhere").toString());
        assertThat(found()).isEqualTo("http://127.0.0.1:4711");
    }

    @Test
    void isTheVariableBeforeTheFileAndTheOptionBeforeTheVariable() throws IOException {
        writeEndpoints(home.resolve("data"), ProcessHandle.current().pid());
        typed.with("LONGSHORE_URL", "https://longshore.example/base/");

        assertThat(found()).isEqualTo("https://longshore.example/base");
        assertThat(find("HTTP://[::1]:99").base()).isEqualTo("http://[::1]:99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "ftp://x", "http://", "http://a b", "http://x?y", "http://u:p@x"})
    void mustBeAnAddressOfTheWeb(String url) {
        assertThatThrownBy(() -> find(url))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--url is '" + url + "'");
    }

    @ParameterizedTest
    @CsvSource({"http://h:1,ws://h:1/x", "https://h/base,wss://h/base/x"})
    void hasAPlaceForEvents(String url, String events) {
        assertThat(find(url).events("/x")).hasToString(events);
    }

    private String found() {
        Surroundings surroundings = surroundings();
        return ApiAddress.find(null, DataFolder.of(null, surroundings), surroundings)
                .base();
    }

    private ApiAddress find(String url) {
        return ApiAddress.find(url, new DataFolder(home), surroundings());
    }

    private Surroundings surroundings() {
        return typed.withProperty("longshore.home", home.toString())
                .surroundings(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    private static void writeEndpoints(Path data, long pid) throws IOException {
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("endpoints.json"), "{\"pid\":" + pid + ",\"api\":\"http://127.0.0.1:4711\",\"s3\":null}");
    }
}
