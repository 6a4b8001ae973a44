package dev.longshore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Drop, change, rename and replace files at both sides of the flows, and know in the end what must have become of each. */
final class SyncUsers {

    private final SyncTown town;
    private final SyncBucket bucket;
    private final Path made;
    private final Random random;
    private final Contents up;
    private final Contents down;

    /** @param made a folder for files that are not finished yet, on the file system of the town */
    SyncUsers(long seed, SyncTown town, SyncBucket bucket, Path made) {
        this.town = town;
        this.bucket = bucket;
        this.made = made;
        random = new Random(seed);
        up = new Contents(seed);
        down = new Contents(seed + 1);
    }

    /** One thing at each side. */
    void change() {
        try {
            changeUp(town.home().resolve("output"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        changeDown();
    }

    /** Waits until nothing is left to be moved; then each content that was finished is at its target once, with a receipt. */
    void requireAllMoved() {
        Path output = town.home().resolve("output");
        Path input = town.home().resolve("input");
        Receipts.requireAllMoved(town.rest(), "output", () -> SyncFolder.names(output));
        Receipts.requireAllMoved(town.rest(), "input", () -> bucket.names("input/"));
        assertThat(up.faultsOf(bucket.sums("output/"))).isEmpty();
        assertThat(down.faultsOf(SyncFolder.sums(input))).isEmpty();
        requireReceipts("output", up);
        requireReceipts("input", down);
    }

    /** How many contents there were. */
    int count() {
        return up.count() + down.count();
    }

    private void changeUp(Path output) throws IOException {
        List<String> names = up.names();
        int what = random.nextInt(10);
        if (what < 6 || names.isEmpty()) {
            drop(output, "d" + random.nextInt(9) + "/f" + random.nextInt(100_000));
        } else if (what < 8) {
            drop(output, names.get(random.nextInt(names.size())));
        } else {
            rename(output, names.get(random.nextInt(names.size())), "renamed/r" + random.nextInt(100_000));
        }
    }

    /** Whole at once under its name, which another file may have had, and still have. */
    private void drop(Path output, String name) throws IOException {
        byte[] content = up.make(sizeOfNext(up));
        Path file = Files.write(Files.createDirectories(made).resolve("new"), content);
        Path place = output.resolve(name);
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            up.finished(name, content);
        } catch (NoSuchFileException | FileAlreadyExistsException folderWasRemovedMeanwhile) {
            drop(output, name);
        }
    }

    private void rename(Path output, String from, String to) throws IOException {
        Path place = output.resolve(to);
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            Files.move(output.resolve(from), place, StandardCopyOption.ATOMIC_MOVE);
            up.renamed(from, to);
        } catch (NoSuchFileException | FileAlreadyExistsException movedOrFolderWasRemovedMeanwhile) {
            return;
        }
    }

    private void changeDown() {
        List<String> names = down.names();
        String name = random.nextInt(4) > 0 || names.isEmpty()
                ? "in-" + random.nextInt(9) + "/o" + random.nextInt(100_000)
                : names.get(random.nextInt(names.size()));
        byte[] content = down.make(sizeOfNext(down));
        bucket.put("input/" + name, content);
        down.finished(name, content);
    }

    /** The first content and each hundredth is sent in parts. */
    private int sizeOfNext(Contents contents) {
        return contents.count() % 100 == 0 ? 11_000_000 : random.nextInt(20_000);
    }

    /** Of each content that had to be moved one name, at least, has a receipt that is older than the end of its source. */
    private void requireReceipts(String flow, Contents contents) {
        contents.kept()
                .values()
                .forEach(names -> assertThat(names).anySatisfy(name -> Receipts.require(town.rest(), flow, name)));
    }
}
