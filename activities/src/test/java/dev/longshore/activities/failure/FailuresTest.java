package dev.longshore.activities.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerException;
import dev.longshore.ledger.LedgerUnavailableException;
import dev.longshore.ledger.LostEpochException;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.OvertakenException;
import dev.longshore.ledger.archive.PoisonPartException;
import dev.longshore.storage.ChecksumMismatchException;
import dev.longshore.storage.NotAllowedException;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.PartsMissingException;
import dev.longshore.storage.SourceArchivedException;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SourceEncryptedException;
import dev.longshore.storage.SourceMissingException;
import dev.longshore.storage.SourceUnreadableException;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadGoneException;
import dev.longshore.storage.files.FileHeldException;
import dev.longshore.storage.zip.TooLargeException;
import dev.longshore.workflows.control.LostEpoch;
import dev.longshore.workflows.failure.FailureType;
import dev.longshore.workflows.failure.FailureType.Scope;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailuresTest {

    static Stream<Arguments> ourOwn() {
        return Stream.of(
                Arguments.of(made(SourceMissingException.class), "SOURCE_MISSING", "FILE"),
                Arguments.of(made(SourceChangedException.class), "SOURCE_CHANGED", "FILE"),
                Arguments.of(made(SourceArchivedException.class), "SOURCE_ARCHIVED", "FILE"),
                Arguments.of(made(SourceEncryptedException.class), "SOURCE_ENCRYPTED", "FILE"),
                Arguments.of(made(ChecksumMismatchException.class), "CHECKSUM_MISMATCH", "FILE"),
                Arguments.of(made(PoisonPartException.class), "POISON", "FILE"),
                Arguments.of(made(SourceUnreadableException.class), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(made(FileHeldException.class), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(made(TargetExistsException.class), "TARGET_EXISTS", "REQUEST"),
                Arguments.of(made(UploadGoneException.class), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(made(PartsMissingException.class), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(made(NotAllowedException.class), "INVALID_REQUEST", "REQUEST"),
                Arguments.of(made(TooLargeException.class), "TOO_LARGE", "REQUEST"),
                Arguments.of(made(LedgerUnavailableException.class), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(made(LedgerException.class), "DEFECT", "REQUEST"),
                Arguments.of(new CancellationException("why"), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(SdkClientException.create("why"), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(AbortedException.create("why"), "UNAVAILABLE", "ENVIRONMENT"),
                Arguments.of(NoSuchBucketException.builder().message("why").build(), "BUCKET_MISSING", "REQUEST"),
                Arguments.of(new IllegalStateException("why"), "DEFECT", "REQUEST"));
    }

    @Test
    void knowsEveryExceptionOfTheFloorsBelow() throws IOException {
        Set<String> known = ourOwn().map(row -> row.get()[0].getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        known.add(LostEpochException.class.getSimpleName());
        known.add(OvertakenException.class.getSimpleName());

        assertThat(known)
                .containsAll(exceptionsBeside(ObjectAddress.class))
                .containsAll(exceptionsBeside(Ledger.class));
    }

    @Test
    void letsWhoWasOvertakenTryAgain() {
        ApplicationFailure failure = Failures.explain(new OvertakenException("File 3", 7));

        assertThat(failure.getType()).isEqualTo("OVERTAKEN");
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(Failures.scopeOf(failure)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ourOwn")
    void saysWhatAnExceptionIs(RuntimeException error, String type, String scope) {
        ApplicationFailure failure = Failures.explain(error);

        assertThat(failure.getType()).isEqualTo(type);
        assertThat(failure.getOriginalMessage()).contains(String.valueOf(error.getMessage()));
        assertThat(failure.getCause()).isSameAs(error);
        assertThat(Failures.scopeOf(failure)).contains(Scope.valueOf(scope));
        assertThat(failure.isNonRetryable()).isEqualTo(!scope.equals("ENVIRONMENT"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "400,InvalidRequest,REFUSED_BY_STORE",
        "400,RequestTimeout,UNAVAILABLE",
        "400,ExpiredToken,ACCESS_DENIED",
        "400,KMS.DisabledException,ACCESS_DENIED",
        "400,KMS.KMSInvalidStateException,ACCESS_DENIED",
        "401,Unauthorized,ACCESS_DENIED",
        "403,AccessDenied,ACCESS_DENIED",
        "403,InvalidAccessKeyId,ACCESS_DENIED",
        "403,RequestTimeTooSkewed,ACCESS_DENIED",
        "403,SignatureDoesNotMatch,ACCESS_DENIED",
        "404,NoSuchKey,UNAVAILABLE",
        "405,MethodNotAllowed,REFUSED_BY_STORE",
        "408,Timeout,UNAVAILABLE",
        "409,OperationAborted,UNAVAILABLE",
        "411,MissingContentLength,REFUSED_BY_STORE",
        "412,PreconditionFailed,REFUSED_BY_STORE",
        "429,TooManyRequests,THROTTLED",
        "500,InternalError,UNAVAILABLE",
        "200,InternalError,UNAVAILABLE",
        "501,NotImplemented,REFUSED_BY_STORE",
        "502,BadGateway,UNAVAILABLE",
        "503,ServiceUnavailable,UNAVAILABLE",
        "503,SlowDown,THROTTLED",
        "504,GatewayTimeout,UNAVAILABLE",
    })
    void readsWhatAStoreAnswers(int status, String code, String type) {
        assertThat(Failures.explain(answered(status, code)).getType()).isEqualTo(type);
    }

    @Test
    void readsAnAnswerThatSaysNothingButItsStatus() {
        S3Exception bare = (S3Exception) S3Exception.builder().statusCode(503).build();

        assertThat(Failures.explain(bare).getType()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void aLostEpochIsNoFailureOfAJob() {
        ApplicationFailure lost = Failures.explain(new LostEpochException("Job archive:1", 3));

        assertThat(lost.getType()).isEqualTo(LostEpoch.TYPE);
        assertThat(lost.isNonRetryable()).isTrue();
        assertThat(Failures.scopeOf(lost)).isEmpty();
    }

    @Test
    void whatWasSaidToThisAttemptGoesOnAsItIs() {
        assertThatThrownBy(() -> Failures.explain(new ActivityCanceledException()))
                .isInstanceOf(ActivityCanceledException.class);
    }

    @Test
    void whatIsExplainedStaysAsItIs() {
        ApplicationFailure known = FailureType.PROOF_FAILED.because("why");

        assertThat(Failures.explain(known)).isSameAs(known);
    }

    @Test
    void anInterruptedStepIsNoDefect() {
        Thread.currentThread().interrupt();
        try {
            assertThat(Failures.explain(new IllegalStateException("half done")).getType())
                    .isEqualTo("UNAVAILABLE");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(FailureType.class)
    void everyTypeHasTheScopeThatDecidesWhetherItIsTriedAgain(FailureType type) {
        ApplicationFailure failure = type.because("why");

        assertThat(Failures.scopeOf(failure)).contains(type.scope());
        assertThat(failure.isNonRetryable()).isEqualTo(type.scope() != Scope.ENVIRONMENT);
    }

    private static S3Exception answered(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message("why")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    /** Only their floors make them, so the constructors are not ours to call. */
    private static RuntimeException made(Class<? extends RuntimeException> type) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] values = Arrays.stream(constructor.getParameterTypes())
                .map(FailuresTest::anyOf)
                .toArray();
        try {
            return type.cast(constructor.newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object anyOf(Class<?> type) {
        if (type == String.class) {
            return "why";
        }
        if (type == int.class) {
            return 1;
        }
        if (type == SortedSet.class) {
            return new TreeSet<>(Set.of(1));
        }
        return type == OrdinalRange.class ? new OrdinalRange(1, 1) : new SQLException("why");
    }

    private static List<String> exceptionsBeside(Class<?> member) throws IOException {
        Path place = Path.of(URI.create(
                member.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (Files.isDirectory(place)) {
            return exceptionsIn(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return exceptionsIn(jar.getPath("/"));
        }
    }

    private static List<String> exceptionsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Exception.class"))
                    .map(name -> name.replace(".class", ""))
                    .toList();
        }
    }
}
