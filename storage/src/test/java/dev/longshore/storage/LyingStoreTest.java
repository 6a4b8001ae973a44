package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longshore.lanes.Md5Lanes;
import dev.longshore.storage.LyingStore.Vice;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of a store that keeps other bytes, or says other sums, than it should. */
class LyingStoreTest {

    private static final ObjectAddress KEY = ObjectAddress.parse("s3://bucket/key");
    private static final UploadTarget TARGET = new UploadTarget(KEY, "token", ObjectMetadata.of("text/plain"));
    private static final byte[] CONTENT = UploadContract.bytes(10_000, 1);
    private static final byte[] OTHER = UploadContract.bytes(10_000, 2);

    @Test
    void otherBytesThanWereSentAreTakenAway() {
        with(Vice.GARBLES, place -> {
            assertThatThrownBy(() -> place.put(CONTENT)).isInstanceOf(ChecksumMismatchException.class);

            assertThat(place.held()).isEmpty();
        });
    }

    @Test
    void anObjectThatAnotherPutThereMeanwhileStays() {
        with(Vice.GARBLES_FOR_ANOTHER, place -> {
            assertThatThrownBy(() -> place.put(CONTENT)).isInstanceOf(ChecksumMismatchException.class);

            assertThat(place.held()).contains(new byte[] {1, 2, 3});
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ENCRYPTS", "MAKES_UP_ETAGS"})
    void whatIsPutUnderAnETagThatIsNoSumIsReadBack(Vice vice) {
        with(vice, place -> {
            assertThat(place.put(CONTENT).proof()).startsWith("read:md5:");

            assertThat(place.held()).contains(CONTENT);
            assertThat(place.store().holding(TARGET, StreamedBody.of(CONTENT))).isPresent();
            assertThat(place.store().holding(TARGET, StreamedBody.of(OTHER))).isEmpty();
        });
    }

    @Test
    void whatIsReadFromAStoreThatEncryptsIsReadOnceMore() {
        with(Vice.ENCRYPTS, place -> {
            ObjectPin pin = place.hold(CONTENT);

            assertThat(place.store().proofOf(pin, ReadContent.of(CONTENT), moved -> {}))
                    .isPresent();
            assertThat(place.store().proofOf(pin, ReadContent.of(OTHER), moved -> {}))
                    .isEmpty();
        });
    }

    @Test
    void anMd5IsBelievedMoreThanBytesThatComeTwice() {
        with(Vice.MAKES_UP_ETAGS, place -> {
            ObjectPin pin = place.hold(CONTENT);

            assertThat(place.store().proofOf(pin, ReadContent.of(CONTENT), moved -> {}))
                    .isEmpty();
        });
    }

    @Test
    void whereNoConditionIsKnownAnotherContentStaysAllTheSame() {
        with(Vice.KNOWS_NO_CONDITION, place -> {
            place.hold(OTHER);

            assertThatThrownBy(() -> place.put(CONTENT)).isInstanceOf(TargetExistsException.class);

            assertThat(place.held()).contains(OTHER);
        });
    }

    @Test
    void whereNoConditionIsKnownAnObjectIsMadeWithoutOne() {
        with(Vice.KNOWS_NO_CONDITION, place -> {
            assertThat(place.put(CONTENT).proof()).startsWith("md5:");
            assertThat(place.put(CONTENT).proof()).as("again").startsWith("md5:");

            assertThat(place.held()).contains(CONTENT);
        });
    }

    @Test
    void aChecksumThatIsEchoedProvesNothingWhereTheEtagIsAnotherMd5() {
        with(Vice.GARBLES_AND_ECHOES, ChecksumMode.WHEN_SUPPORTED, place -> {
            place.putOther();

            assertThatThrownBy(() -> place.put(PartBody.of(CONTENT))).isInstanceOf(ChecksumMismatchException.class);

            assertThat(place.held()).isEmpty();
        });
    }

    @Test
    void anEchoedChecksumProvesNothingOfAPartEither() {
        with(Vice.GARBLES_AND_ECHOES, ChecksumMode.WHEN_SUPPORTED, place -> {
            place.putOther();
            S3Upload upload = place.store().resume(KEY, "upload");
            Source near = StreamedBody.of(CONTENT).source();

            assertThatThrownBy(() -> upload.put(1, new SummedBody(near, 0, CONTENT.length), moved -> {}))
                    .isInstanceOf(ChecksumMismatchException.class)
                    .hasMessageContaining("Part 1 of s3://bucket/key");
        });
    }

    @Test
    void aPartWhoseSumsWereKnownBeforehandIsComparedAllTheSame() {
        with(Vice.GARBLES_AND_ECHOES, ChecksumMode.WHEN_SUPPORTED, place -> {
            place.putOther();
            S3Upload upload = place.store().resume(KEY, "upload");
            SummedTogether group = SummedTogether.of(StreamedBody.of(CONTENT).source(), CONTENT.length / 64)
                    .get(0);
            assumeThat(Md5Lanes.pays(group.bodies().size())).isTrue();

            assertThatThrownBy(() -> upload.put(1, group.bodies().get(0), moved -> {}))
                    .isInstanceOf(ChecksumMismatchException.class)
                    .hasMessageContaining("Part 1 of s3://bucket/key");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000})
    void whereConditionsAreIgnoredAnotherContentStaysAllTheSame(int size) {
        with(Vice.IGNORES_CONDITIONS, place -> {
            place.store().relyOn(StoreAbilities.unknown());
            place.hold(OTHER);

            assertThatThrownBy(() -> place.put(UploadContract.bytes(size, 1)))
                    .isInstanceOf(TargetExistsException.class);

            assertThat(place.held()).contains(OTHER);
        });
    }

    @Test
    void whereConditionsAreIgnoredTheSameContentCountsAsPut() {
        with(Vice.IGNORES_CONDITIONS, place -> {
            place.store().relyOn(StoreAbilities.unknown());

            assertThat(place.put(CONTENT).proof()).startsWith("md5:");
            assertThat(place.put(CONTENT).proof()).as("again").startsWith("md5:");

            assertThat(place.held()).contains(CONTENT);
        });
    }

    private static void with(Vice vice, Consumer<Place> test) {
        with(vice, ChecksumMode.WHEN_REQUIRED, test);
    }

    private static void with(Vice vice, ChecksumMode checksums, Consumer<Place> test) {
        try (LyingStore server = new LyingStore(vice);
                Stores stores = new Stores(List.of(ServerSettings.of(server.endpoint(), checksums)))) {
            test.accept(new Place(server, stores));
        }
    }

    private record Place(LyingStore server, Stores stores) {

        S3Store store() {
            return stores.of(KEY, Right.WRITE);
        }

        Stored put(byte[] content) {
            return put(StreamedBody.of(content));
        }

        Stored put(PartBody body) {
            return store().put(TARGET, body, IfExists.FAIL, moved -> {});
        }

        /** After the first request of a kind those of that kind go directly. */
        void putOther() {
            UploadTarget other = new UploadTarget(KEY.withKey("other"), "token", ObjectMetadata.of("text/plain"));
            assertThatThrownBy(() -> store().put(other, PartBody.of(OTHER), IfExists.FAIL, moved -> {}))
                    .isInstanceOf(ChecksumMismatchException.class);
        }

        ObjectPin hold(byte[] content) {
            server.hold(KEY, content);
            return store().facts(KEY).orElseThrow().pin();
        }

        Optional<byte[]> held() {
            return Optional.ofNullable(server.held(KEY));
        }
    }
}
