package dev.longshore.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names belong to a flow, which are safe, and what becomes of those that are taken. */
class NamesTest {

    private static final Names ALL = new Names(List.of(), List.of());

    @Test
    void allBelongToAFlowThatSaysNothing() {
        assertThat(ALL.holds("a.txt")).isTrue();
        assertThat(ALL.holds("deep/er/.hidden")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".longshore-flow",
                "deep/.longshore-0123456789abcdef.part",
                ".longshore-trash/f7",
                "deep/.directory_placeholder"
            })
    void whatLongshoreOrTheOriginalPutThereBelongsToNoFlow(String path) {
        assertThat(ALL.holds(path)).isFalse();
    }

    @Test
    void onlyWhatIsIncludedBelongsToAFlowThatSaysWhat() {
        Names names = new Names(List.of("*.pdf", "scans/**"), List.of());

        assertThat(names.holds("a.pdf")).isTrue();
        assertThat(names.holds("scans/deep/a.tif")).isTrue();
        assertThat(names.holds("deep/a.pdf")).isFalse();
        assertThat(names.holds("a.tif")).isFalse();
    }

    @Test
    void whatIsExcludedIsStronger() {
        Names names = new Names(List.of("**.pdf"), List.of("draft-*", "**/draft-*"));

        assertThat(names.holds("deep/a.pdf")).isTrue();
        assertThat(names.holds("draft-a.pdf")).isFalse();
        assertThat(names.holds("deep/draft-a.pdf")).isFalse();
    }

    @Test
    void aGlobThatIsNoneIsSaid() {
        List<String> globs = List.of("[a");

        assertThatThrownBy(() -> new Names(globs, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.txt", ".hidden", "a..b/...", "größe/写真 📷.jpg", " ", "~", "a\\b", "a\nb"})
    void namesOfFilesBelowAFolderAreSafe(String path) {
        assertThat(SafePaths.isSafe(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "a/./b",
                "a//b",
                "a/",
                "a\0b",
                "a\ud800b"
            })
    void namesOfAnythingElseAreNot(String path) {
        assertThat(SafePaths.isSafe(path)).isFalse();
    }

    @Test
    void aNameHasAsManyBytesAsADiskTakes() {
        assertThat(SafePaths.isSafe("a".repeat(255) + "/" + "ü".repeat(127))).isTrue();
        assertThat(SafePaths.isSafe("a".repeat(256))).isFalse();
        assertThat(SafePaths.isSafe("b/" + "ü".repeat(128))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b.txt, 0, a/b.txt",
        "a/b.txt, 1, a/b-1.txt",
        "a/b, 12, a/b-12",
        "a.d/b, 1, a.d/b-1",
        "a/.hidden, 1, a/.hidden-1",
        "a.tar.gz, 2, a.tar-2.gz",
        ".b, 1, .b-1",
    })
    void aNameThatIsTakenGetsANumber(String path, int number, String name) {
        assertThat(Suffixes.of(path, number)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s.txt", "%s", ".%s", "a.%s", "deep/%s.txt", "📷%s.jpg"})
    void aNumberMakesNoNameTooLong(String pattern) {
        String stem = "ü"
                .repeat((255 - pattern.replace("%s", "").replace("deep/", "").getBytes(StandardCharsets.UTF_8).length)
                        / 2);
        String path = pattern.formatted(stem);

        String name = Suffixes.of(path, 999);

        assertThat(SafePaths.isSafe(path)).isTrue();
        assertThat(SafePaths.isSafe(name)).isTrue();
        assertThat(name).contains("-999").isNotEqualTo(Suffixes.of(path, 998));
    }
}
