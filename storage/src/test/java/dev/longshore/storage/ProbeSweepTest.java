package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What probes left whose process was killed. */
@Timeout(120)
class ProbeSweepTest extends ProxiedStore {

    private static final String PROBE = "below/longshore-probe-01234567-89ab-cdef-0123-456789abcdef";
    private static final List<String> OF_OTHERS = List.of(
            "below/longshore-probe-notes.txt",
            "below/deeper/longshore-probe-01234567-89ab-cdef-0123-456789abcdef",
            PROBE + "/below",
            PROBE + "-other",
            "longshore-probe-01234567-89ab-cdef-0123-456789abcdef");

    @Test
    void isRemovedAfterAnHourAndNothingElse() {
        List.of(PROBE + "-target", PROBE + "-single").forEach(this::leave);
        OF_OTHERS.forEach(this::leave);

        sweepIn(Duration.ofMinutes(70));

        assertThat(left()).containsExactlyInAnyOrderElementsOf(twice(OF_OTHERS));
    }

    @Test
    void staysForAnHour() {
        leave(PROBE + "-target");

        sweepIn(Duration.ofMinutes(50));

        assertThat(left()).isEqualTo(twice(List.of(PROBE + "-target")));
    }

    @Test
    void staysWhereTheStoreTellsNoTime() {
        leave(PROBE);

        sweep("tomorrow");
        new ProbeSweep(store(), direct, prefix())
                .sweep(SdkHttpResponse.builder().statusCode(200).build());

        assertThat(left()).isEqualTo(twice(List.of(PROBE)));
    }

    @Test
    void staysWhereNothingMayBeRemovedOrListed() {
        leave(PROBE);
        for (String refused : List.of("DELETE", "GET")) {
            line.spoil(request -> request.method().equals(refused) ? new Fault.Refuse(403) : new Fault.None());

            sweepIn(Duration.ofHours(2));
        }

        assertThat(left()).isEqualTo(twice(List.of(PROBE)));
    }

    @Test
    void keepsNoProbeFromItsAnswersAndIsRemovedByIt() {
        String listed = "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>" + PROBE
                + "</Key><LastModified>2020-01-01T00:00:00Z</LastModified><ETag>\"0\"</ETag><Size>9</Size></Contents>"
                + "</ListBucketResult>";
        line.spoil(
                request -> request.query().containsKey("list-type") ? new Fault.Answer(200, listed) : new Fault.None());
        leave(PROBE);

        StoreAbilities found = store().probe(prefix());

        assertThat(found.refusesToPutOver()).isTrue();
        assertThat(left()).as("the upload is young").containsExactly(PROBE);
    }

    /** An object, and an upload to the same key. */
    private void leave(String key) {
        direct.s3().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString("longshore"));
        direct.s3().createMultipartUpload(b -> b.bucket(bucket).key(key));
    }

    /** As the next probe would do it then. */
    private void sweepIn(Duration time) {
        sweep(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(time).atOffset(ZoneOffset.UTC)));
    }

    private void sweep(String date) {
        try (S3Clients clients =
                new S3Clients(ServerSettings.of(line.endpoint(), ChecksumMode.WHEN_SUPPORTED), Deadlines.usual())) {
            new ProbeSweep(store(), clients, prefix())
                    .sweep(SdkHttpResponse.builder()
                            .statusCode(200)
                            .putHeader("Date", date)
                            .build());
        }
    }

    private S3Store store() {
        return stores.of(prefix(), Right.WRITE);
    }

    private ObjectAddress prefix() {
        return new ObjectAddress("", bucket, "below/");
    }

    private static List<String> twice(List<String> keys) {
        List<String> twice = new ArrayList<>(keys);
        twice.addAll(keys);
        return twice;
    }

    /** Objects and unfinished uploads, past the line. */
    private List<String> left() {
        List<String> left = new ArrayList<>();
        direct.s3().listObjectsV2(b -> b.bucket(bucket)).contents().forEach(object -> left.add(object.key()));
        direct.s3().listMultipartUploads(b -> b.bucket(bucket)).uploads().forEach(upload -> left.add(upload.key()));
        return left;
    }
}
