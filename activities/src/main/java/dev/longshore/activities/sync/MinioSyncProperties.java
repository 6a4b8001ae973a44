package dev.longshore.activities.sync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the room {@code sync} on a host.
 *
 * @param host its name, by which the steps of its flows find it; null: that of the machine
 * @param folder below which the folders of flows lie, also by {@code FOLDER_PATH_SYNC}
 * @param place what the places of flows begin with: an address of a bucket, which {@code MINIO_BUCKET_NAME} means too
 * @param interval between two looks at a bucket, also by {@code SYNC_INTERVAL}, there in seconds
 * @param settle how long a file must have stood still
 * @param compare between two comparisons of all of a folder with the ledger
 * @param passFiles how many files one pass takes at most
 * @param passSize how many bytes one pass takes at most; a larger file goes alone
 * @param passesAtOnce how many passes of a flow are under way at most
 * @param partSize of large files; it grows where a file has more than 10,000 of them
 * @param maxAge after which files of folders are removed if that loses nothing; null: they are never too old. Also by
 *     {@code MAX_FILE_AGE_DAYS}, there in days
 * @param cleanupEvery how often flows that have a {@code max-age} clean up by themselves
 * @param largestCleanup how many of a folder's files one cleanup removes at most unless somebody approves it, in percent
 * @param flows null for the three of the original: {@code input}, {@code output}, {@code backup}
 */
@ConfigurationProperties("longshore.sync")
public record MinioSyncProperties(
        @Nullable String host,
        @DefaultValue("/home/sign") String folder,
        @DefaultValue("s3://storage") String place,
        @DefaultValue("5s") Duration interval,
        @DefaultValue("2s") Duration settle,
        @DefaultValue("10m") Duration compare,
        @DefaultValue("5000") int passFiles,
        @DefaultValue("4GB") DataSize passSize,
        @DefaultValue("4") int passesAtOnce,
        @DefaultValue("16MB") DataSize partSize,
        @Nullable Duration maxAge,
        @DefaultValue("1h") Duration cleanupEvery,
        @DefaultValue("50") int largestCleanup,
        @Nullable List<FlowProperties> flows) {

    public MinioSyncProperties {
        require(!interval.isNegative() && !interval.isZero(), "interval", interval, "more than 0s");
        require(!settle.isNegative(), "settle", settle, "0s or more");
        require(!compare.isNegative() && !compare.isZero(), "compare", compare, "more than 0s");
        require(passFiles > 0 && passFiles <= 100_000, "pass-files", passFiles, "1 to 100000");
        require(passSize.toBytes() > 0, "pass-size", passSize, "more than 0B");
        require(passesAtOnce > 0 && passesAtOnce <= 64, "passes-at-once", passesAtOnce, "1 to 64");
        require(partSize.toBytes() >= DataSize.ofMegabytes(5).toBytes(), "part-size", partSize, "5MB or more");
        require(partSize.toBytes() <= DataSize.ofMegabytes(512).toBytes(), "part-size", partSize, "512MB or less");
        require(
                maxAge == null || maxAge.compareTo(Duration.ZERO) > 0,
                "max-age",
                String.valueOf(maxAge),
                "more than 0s");
        require(cleanupEvery.compareTo(Duration.ofMinutes(1)) >= 0, "cleanup-every", cleanupEvery, "1m or more");
        require(largestCleanup >= 0 && largestCleanup <= 100, "largest-cleanup", largestCleanup, "0 to 100 (percent)");
    }

    /** After how long what workers vanished with is tried again. */
    Duration pardon() {
        return compare.multipliedBy(10);
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("longshore.sync." + key + " is '" + value + "', allowed: " + allowed);
        }
    }

    /**
     * One flow.
     *
     * @param direction {@code up} from the folder to the bucket, or {@code down}
     * @param folder below the common one, or absolute; null: the flow's name
     * @param prefix below the common place; null: the flow's name and a slash
     * @param deleteSource whether a source is removed once its content was verified at the target
     * @param include globs; none means all
     * @param exclude globs, stronger than those
     * @param settle null: that of all flows
     * @param maxAge null: that of all flows
     */
    public record FlowProperties(
            String name,
            String direction,
            @Nullable String folder,
            @Nullable String prefix,
            @DefaultValue("true") boolean deleteSource,
            @DefaultValue List<String> include,
            @DefaultValue List<String> exclude,
            @Nullable Duration settle,
            @Nullable Duration maxAge) {}
}
