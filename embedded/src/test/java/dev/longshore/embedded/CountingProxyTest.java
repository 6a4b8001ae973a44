package dev.longshore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

class CountingProxyTest {

    private static final String BUCKET = "notes";
    private static final int SIZE = 300_000;

    @TempDir
    Path folder;

    private EmbeddedS3 server;
    private CountingProxy proxy;
    private S3Client client;

    @BeforeEach
    void start() {
        server = EmbeddedS3.start(folder, 0, "access", "secret");
        server.createBucket(BUCKET);
        proxy = CountingProxy.before(server.endpoint());
        client = S3Clients.of(proxy.endpoint(), "secret");
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void countsThePartsOfAnUpload() {
        String upload = begun("big");

        put(upload, 1);
        put(upload, 2);

        List<PassedExchange> parts = partsPassed();
        assertThat(parts)
                .extracting(part -> part.request().query().get("partNumber"))
                .containsExactly("1", "2");
        assertThat(parts)
                .allMatch(part -> upload.equals(part.request().query().get("uploadId")))
                .allMatch(part -> part.bodyBytes() >= SIZE && part.bodyBytes() < SIZE + 2000)
                .allMatch(part -> part.status() == 200 && part.isAnswered());
    }

    @Test
    void countsWhatIsRead() {
        client.putObject(b -> b.bucket(BUCKET).key("a"), RequestBody.fromBytes(new byte[SIZE]));
        proxy.forget();

        client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").range("bytes=100-1099"));
        client.headObject(b -> b.bucket(BUCKET).key("a"));

        assertThat(proxy.exchanges())
                .extracting(
                        passed -> passed.request().method(), PassedExchange::answerBytes, PassedExchange::isAnswered)
                .containsExactly(tuple("GET", 1000L, true), tuple("HEAD", 0L, true));
    }

    @Test
    void losesTheAnswerToWorkThatWasDone() {
        String upload = begun("big");
        proxy.spoil(request -> isPart(request) ? new Fault.LoseAnswer() : new Fault.None());

        assertThatThrownBy(() -> put(upload, 1)).isInstanceOf(SdkClientException.class);

        assertThat(held(upload)).containsExactly(1);
        assertThat(partsPassed()).allMatch(part -> part.status() == 200 && !part.isAnswered());
    }

    @Test
    void cutsARequestAfterSoManyBytes() {
        String upload = begun("big");
        proxy.spoil(request -> isPart(request) ? new Fault.CutRequest(100_000) : new Fault.None());

        assertThatThrownBy(() -> put(upload, 1)).isInstanceOf(SdkClientException.class);

        assertThat(held(upload)).isEmpty();
        assertThat(partsPassed())
                .allMatch(part -> part.bodyBytes() == 100_000)
                .allMatch(part -> part.status() == 0 && !part.isAnswered());
    }

    @Test
    void cutsAnAnswerAfterSoManyBytes() {
        client.putObject(b -> b.bucket(BUCKET).key("a"), RequestBody.fromBytes(new byte[SIZE]));
        proxy.forget();
        proxy.spoil(request -> new Fault.CutAnswer(50_000));

        assertThatThrownBy(() -> client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a")))
                .isInstanceOf(RuntimeException.class);

        assertThat(proxy.exchanges()).allMatch(passed -> passed.answerBytes() == 50_000 && !passed.isAnswered());
    }

    @Test
    void refusesInTheServersStead() {
        proxy.spoil(request -> new Fault.Refuse(503));

        assertThatThrownBy(client::listBuckets)
                .isInstanceOf(S3Exception.class)
                .extracting(error -> ((S3Exception) error).statusCode())
                .isEqualTo(503);
    }

    @Test
    void saysInTheServersSteadWhatItIsTold() {
        proxy.spoil(
                request -> new Fault.Answer(503, "<Error><Code>SlowDown</Code><Message>not so fast</Message></Error>"));

        assertThatThrownBy(client::listBuckets)
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("not so fast")
                .extracting(error -> ((S3Exception) error).awsErrorDetails().errorCode())
                .isEqualTo("SlowDown");
    }

    @Test
    void holdsARequestBack() {
        proxy.spoil(request -> new Fault.Delay(Duration.ofMillis(300)));
        Instant before = Instant.now();

        client.listBuckets();

        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void isAwayAndComesBackOnTheSamePort() {
        client.listBuckets();
        proxy.shut();
        assertThatThrownBy(client::listBuckets).isInstanceOf(SdkClientException.class);

        proxy.open();

        assertThat(client.listBuckets().buckets()).hasSize(1);
    }

    @Test
    void givesItsPortBackAtOnce() {
        for (int i = 0; i < 200; i++) {
            proxy.shut();
            proxy.open();
        }

        assertThat(client.listBuckets().buckets()).hasSize(1);
    }

    private String begun(String key) {
        String upload =
                client.createMultipartUpload(b -> b.bucket(BUCKET).key(key)).uploadId();
        proxy.forget();
        return upload;
    }

    private void put(String upload, int number) {
        client.uploadPart(
                b -> b.bucket(BUCKET).key("big").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(new byte[SIZE]));
    }

    private List<Integer> held(String upload) {
        return client.listParts(b -> b.bucket(BUCKET).key("big").uploadId(upload)).parts().stream()
                .map(Part::partNumber)
                .toList();
    }

    private List<PassedExchange> partsPassed() {
        return proxy.exchanges().stream()
                .filter(passed -> isPart(passed.request()))
                .toList();
    }

    private static boolean isPart(PassedRequest request) {
        return request.method().equals("PUT") && request.query().containsKey("partNumber");
    }
}
