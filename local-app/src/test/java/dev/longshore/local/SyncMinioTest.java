package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.embedded.ForeignStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The three flows of the original service on a MinIO server, by the variables of the original. */
@Timeout(300)
@EnabledIfEnvironmentVariable(
        named = ForeignStore.MINIO,
        matches = ".+",
        disabledReason = ForeignStore.MINIO + " says where the program is, if this machine has it")
final class SyncMinioTest {

    private static final int FILES = 40;

    private final Random random = new Random(11);

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        home = folder.resolve("home");
        Files.createDirectory(folder.resolve("minio"));
    }

    @Test
    void eachFlowMovesFilesOfAllSizesWithReceipts() throws IOException {
        try (ForeignStore minio = ForeignStore.minio(folder.resolve("minio"));
                SyncBucket bucket = bucketOf(minio)) {
            bucket.make();
            Map<String, String> out = dropFiles("output");
            Map<String, String> backup = dropFiles("backup");
            Map<String, String> in = dropObjects(bucket);

            try (RunningUp up = start(minio)) {
                assertThat(up.rest().post("/api/sync", "{}").statusCode()).isEqualTo(202);

                Receipts.requireAllMoved(up.rest(), "input", () -> bucket.names("input/"));
                Receipts.requireAllMoved(up.rest(), "output", () -> SyncFolder.names(home.resolve("output")));
                Receipts.requireAllMoved(up.rest(), "backup", () -> SyncFolder.names(home.resolve("backup")));
                assertThat(bucket.sums("output/")).isEqualTo(out);
                assertThat(bucket.sums("backup/")).isEqualTo(backup);
                assertThat(SyncFolder.sums(home.resolve("input"))).isEqualTo(in);
                out.keySet().forEach(name -> Receipts.require(up.rest(), "output", name));
                backup.keySet().forEach(name -> Receipts.require(up.rest(), "backup", name));
                in.keySet().forEach(name -> Receipts.require(up.rest(), "input", name));
            }
        }
    }

    private static SyncBucket bucketOf(ForeignStore minio) {
        return new SyncBucket(
                minio.endpoint().toString(),
                AwsBasicCredentials.create(ForeignStore.ACCESS_KEY, ForeignStore.SECRET_KEY));
    }

    private RunningUp start(ForeignStore minio) {
        return RunningUp.start(
                folder.resolve("data"),
                Map.of(
                        "MINIO_ENDPOINT",
                        minio.endpoint().getAuthority(),
                        "MINIO_ACCESS_KEY",
                        ForeignStore.ACCESS_KEY,
                        "MINIO_SECRET_KEY",
                        ForeignStore.SECRET_KEY,
                        "FOLDER_PATH_SYNC",
                        home.toString(),
                        "SYNC_INTERVAL",
                        "1",
                        "LONGSHORE_SYNC_PART_SIZE",
                        "5MB"));
    }

    private Map<String, String> dropFiles(String flow) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (int number = 0; number < FILES; number++) {
            byte[] content = content(number);
            Path file = home.resolve(flow).resolve(nameOf(number));
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
            sums.put(nameOf(number), Bucketful.sha256(content));
        }
        return sums;
    }

    private Map<String, String> dropObjects(SyncBucket bucket) {
        Map<String, String> sums = new TreeMap<>();
        for (int number = 0; number < FILES; number++) {
            byte[] content = content(number);
            bucket.put("input/" + nameOf(number), content);
            sums.put(nameOf(number), Bucketful.sha256(content));
        }
        return sums;
    }

    private static String nameOf(int number) {
        return "größe " + number % 7 + "/写真 " + number;
    }

    /** An empty one, small ones, and some of several parts. */
    private byte[] content(int number) {
        byte[] content = new byte[number == 0 ? 0 : number % 17 == 0 ? 12_000_000 : random.nextInt(300_000)];
        random.nextBytes(content);
        return content;
    }
}
