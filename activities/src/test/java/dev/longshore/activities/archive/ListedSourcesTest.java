package dev.longshore.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.PassedExchange;
import dev.longshore.embedded.PassedRequest;
import dev.longshore.workflows.control.Ending;
import dev.longshore.workflows.control.Run;
import dev.longshore.workflows.failure.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many named sources are found by listings, and by themselves where that does not help. */
@Timeout(120)
@ExtendWith(ArchiveScenes.class)
class ListedSourcesTest {

    private ArchiveScene scene;

    @BeforeEach
    void enter(ArchiveScene own) {
        scene = own;
    }

    @Test
    void neighboursAreFoundByOneListing() throws IOException {
        List<String> keys = keys("photos/2026/%03d.jpg", 90);
        keys.forEach(key -> scene.put(key, 100));

        inspect(keys);

        assertThat(heads()).as("a sample").isEqualTo(1);
        assertThat(passed(ListedSourcesTest::isListing)).isEqualTo(1);
        assertThat(scene.archive().sums()).hasSize(90);
    }

    @Test
    void keysInOtherScriptsAreFoundAsWell() throws IOException {
        List<String> keys = new ArrayList<>(keys("Фото/🎉 %03d", 30));
        keys.addAll(keys("Фото/\uFFFD%03d", 30));
        keys.forEach(key -> scene.put(key, 10));

        inspect(keys);

        assertThat(scene.archive().sums()).hasSize(60);
    }

    @Test
    void aFewAreAskedForByThemselves() {
        List<String> keys = keys("a/%d", 20);
        keys.forEach(key -> scene.put(key, 10));

        inspect(keys);

        assertThat(heads()).isEqualTo(20);
        assertThat(passed(ListedSourcesTest::isListing)).isZero();
    }

    @Test
    void thoseInTwoPlacesAreFoundByTwoListings() {
        List<String> wanted = new ArrayList<>(keys("a/%03d", 40));
        wanted.addAll(keys("c/%03d", 60));
        wanted.forEach(key -> scene.put(key, 10));
        keys("b/%03d", 200).forEach(key -> scene.put(key, 0));

        inspect(wanted);

        assertThat(passed(ListedSourcesTest::isListing)).isEqualTo(2);
        assertThat(heads()).as("a sample").isEqualTo(1);
    }

    @Test
    void thoseFarApartAreAskedForByThemselves() {
        List<String> all = keys("a/%04d", 2200);
        List<String> wanted =
                all.stream().filter(key -> all.indexOf(key) % 40 == 0).toList();
        all.parallelStream().forEach(key -> scene.put(key, 10));

        inspect(wanted);

        assertThat(passed(ListedSourcesTest::isListing)).isEqualTo(1);
        assertThat(heads()).as("of those that were listed there is a sample").isEqualTo(55 - 2 + 1);
    }

    @Test
    void whoMayNotListAsksForEach() throws IOException {
        List<String> keys = keys("a/%d", 60);
        keys.forEach(key -> scene.put(key, 10));
        scene.spoil(ListedSourcesTest::isListing, new Fault.Refuse(403));

        inspect(keys);

        assertThat(heads()).isEqualTo(60);
        assertThat(scene.archive().sums()).hasSize(60);
    }

    @ParameterizedTest
    @CsvSource({"400, InvalidArgument", "404, NoSuchBucket", "405, MethodNotAllowed", "501, NotImplemented"})
    void aStoreThatRefusesToListIsAskedForEach(int status, String code) throws IOException {
        List<String> keys = keys("a/%d", 60);
        keys.forEach(key -> scene.put(key, 10));
        scene.spoil(ListedSourcesTest::isListing, new Fault.Answer(status, "<Error><Code>" + code + "</Code></Error>"));

        inspect(keys);

        assertThat(heads()).isEqualTo(60);
    }

    @Test
    void aPageOfNothingWithMoreToComeIsNoAnswer() throws IOException {
        List<String> keys = keys("a/%d", 60);
        keys.forEach(key -> scene.put(key, 10));
        scene.spoil(
                ListedSourcesTest::isListing,
                new Fault.Answer(200, "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));

        inspect(keys);

        assertThat(passed(ListedSourcesTest::isListing)).isEqualTo(1);
        assertThat(heads()).isEqualTo(60);
    }

    @Test
    void whatNoListingShowsIsMissingOnlyIfItIsNotThere() {
        List<String> keys = keys("a/%d", 60);
        keys.forEach(key -> scene.put(key, 10));
        scene.remove("a/7");

        Ending ending = scene.toTheEnd(scene.aRunOf(keys.toArray(String[]::new)));

        assertThat(ending.failureType()).isEqualTo(FailureType.SOURCE_MISSING.name());
        assertThat(ending.failureMessage()).contains("file 7 (" + scene.addressOf("a/7") + ")");
        assertThat(heads()).as("and a sample").isEqualTo(2);
    }

    private void inspect(List<String> keys) {
        Run run = scene.aRunOf(keys.toArray(String[]::new));

        Ending ending = scene.toTheEnd(run);

        assertThat(ending.failureMessage()).isNull();
    }

    private static List<String> keys(String pattern, int count) {
        return IntStream.range(0, count).mapToObj(pattern::formatted).toList();
    }

    private long heads() {
        return passed(
                request -> request.method().equals("HEAD") && request.path().startsWith("/sources-"));
    }

    private long passed(Predicate<PassedRequest> which) {
        return scene.line().exchanges().stream()
                .map(PassedExchange::request)
                .filter(which)
                .count();
    }

    private static boolean isListing(PassedRequest request) {
        return request.method().equals("GET")
                && request.path().startsWith("/sources-")
                && request.query().containsKey("list-type");
    }
}
