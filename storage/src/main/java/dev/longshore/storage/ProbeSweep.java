package dev.longshore.storage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Removes what probes of the same place left behind whose process was killed: objects and uploads with the names of probes, so
 * old that none of them can be under way any more. Some at a time; what is refused stays, and no probe fails of it.
 */
final class ProbeSweep {

    private static final Duration OLD = Duration.ofHours(1);
    private static final int MOST = 100;
    private static final Pattern NAME =
            Pattern.compile(StoreProbe.NAME + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-target|-single)?");

    private static final Logger LOG = LoggerFactory.getLogger(ProbeSweep.class);

    private final S3Store store;
    private final S3Clients clients;
    private final ObjectAddress prefix;

    ProbeSweep(S3Store store, S3Clients clients, ObjectAddress prefix) {
        this.store = store;
        this.clients = clients;
        this.prefix = prefix;
    }

    /**
     * Does nothing where the answer does not tell the store's time, for its ages are told by that.
     *
     * @param answer that the store gave just now
     */
    void sweep(SdkHttpResponse answer) {
        timeOf(answer).map(now -> now.minus(OLD)).ifPresent(before -> {
            tried(() -> sweepUploads(before));
            tried(() -> sweepObjects(before));
        });
    }

    private void sweepUploads(Instant before) {
        store.unfinishedUploadsUnder(ofProbes()).stream()
                .filter(upload -> isLeft(upload.address().key(), upload.initiated(), before))
                .limit(MOST)
                .forEach(upload -> tried(
                        () -> store.resume(upload.address(), upload.uploadId()).abort()));
    }

    private void sweepObjects(Instant before) {
        store.list(ofProbes(), null, MOST).objects().stream()
                .filter(object -> isLeft(object.key(), object.modified(), before))
                .forEach(object -> tried(() ->
                        clients.s3().deleteObject(b -> b.bucket(prefix.bucket()).key(object.key()))));
    }

    private ObjectAddress ofProbes() {
        return prefix.withKey(prefix.key() + StoreProbe.NAME);
    }

    private boolean isLeft(String key, Instant since, Instant before) {
        return since.isBefore(before)
                && key.startsWith(prefix.key())
                && NAME.matcher(key.substring(prefix.key().length())).matches();
    }

    private void tried(Runnable step) {
        try {
            step.run();
        } catch (SdkException refused) {
            LOG.debug("What probes left below {} stays for now", prefix, refused);
        }
    }

    private static Optional<Instant> timeOf(SdkHttpResponse answer) {
        try {
            return answer.firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException unreadable) {
            LOG.debug("The answer of a store says no time", unreadable);
            return Optional.empty();
        }
    }
}
