package dev.longshore.workflows.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {

    @ParameterizedTest
    @CsvSource({
        "dir/uuid1.png,         , uuid1.png",
        "dir/uuid1.png, album_1, album_1/uuid1.png",
        "dir/uuid1.png, album_1/, album_1/uuid1.png",
        "uuid1.png, a/b, a/b/uuid1.png",
        "dir/uuid1.png, album/cover.png, album/cover.png",
        "dir/uuid1.png, v1.2/album, v1.2/album/uuid1.png",
        "dir/uuid1.png, .hidden, .hidden/uuid1.png",
        "dir/README, docs, docs/README",
        "写真/東京.jpg, 旅行, 旅行/東京.jpg",
        "trip/day 1/,       , day 1/",
        "trip/day 1/, album, album/day 1/",
        "trip/day 1/, album/, album/day 1/",
        "trip/day 1/, album/1.5, album/1.5/",
    })
    void followsTheOriginalsRule(String key, @Nullable String destination, String name) {
        assertThat(EntryNames.of(key, destination)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "trip/, trip/a/b.png, a/b.png",
        "trip, trip/a.png, a.png",
        "'', a/b.png, a/b.png",
        "a/b.png, a/b.png, b.png",
        "trip/, trip/day 1/, day 1/",
        "trip, trip/day 1/, day 1/",
        "trip/, trip/, ''",
        "trip, trip/, ''"
    })
    void namesWhatIsListedByWhatFollowsThePrefix(String prefix, String key, String name) {
        assertThat(EntryNames.below(prefix, key)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../x",
                "/x",
                "a//b",
                "./x",
                "a/..",
                "x//",
                "/",
                "../",
                "a/./",
                "a\\/",
                "C:\\x",
                "c:/x",
                "..\\x",
                "a\u0000b",
                "a\nb",
                "\\x",
                "",
                "\ud800x"
            })
    void refusesNamesThatLeadUnpackersAstray(String name) {
        assertThat(EntryNames.whyUnsafe(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.png", "..a", "a..b/c", "album 1/ü.png", "旅行/🚢.jpg", "photo:1", "%2e%2e/x", "x/", "x/y/"})
    void takesOrdinaryNames(String name) {
        assertThat(EntryNames.whyUnsafe(name)).isEmpty();
    }

    @Test
    void aFolderHoldsNothing() {
        assertThat(EntryNames.whyUnsafe("x/", 0)).isEmpty();
        assertThat(EntryNames.whyUnsafe("x/", 7))
                .contains("the name is that of a folder, and the object holds 7 bytes");
        assertThat(EntryNames.whyUnsafe("x", 7)).isEmpty();
        assertThat(EntryNames.whyUnsafe("../x", 0)).isPresent();
    }

    @Test
    void refusesNamesThatTheFormatCannotHold() {
        assertThat(EntryNames.whyUnsafe("a".repeat(65_535))).isEmpty();
        assertThat(EntryNames.whyUnsafe("ü".repeat(32_768))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, 2, a (2).png",
        "x/a.tar.gz, 3, x/a.tar (3).gz",
        "a.b/README, 2, a.b/README (2)",
        "x/.profile, 2, x/.profile (2)",
        "x/day 1.5/, 2, x/day 1.5 (2)/"
    })
    void numbersEqualNames(String name, int number, String numbered) {
        assertThat(EntryNames.numbered(name, number)).isEqualTo(numbered);
    }
}
