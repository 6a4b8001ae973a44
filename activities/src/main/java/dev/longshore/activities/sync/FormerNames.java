package dev.longshore.activities.sync;

import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.ReadContent;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.Stores;
import dev.longshore.storage.files.FileSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether a file that was renamed is at the target under the name that it had, so that it is not sent once more. */
final class FormerNames {

    private static final Logger LOG = LoggerFactory.getLogger(FormerNames.class);

    private final Flow flow;
    private final S3Store store;
    private final LongConsumer moved;

    FormerNames(Flow flow, Stores stores, LongConsumer moved) {
        this.flow = flow;
        this.store = stores.of(flow.place(), Right.READ);
        this.moved = moved;
    }

    /** The receipt, if one of these names holds the content; the content itself is compared. */
    Optional<Receipt> find(TakenFile file, FileSource source, List<SyncFile> former) {
        return former.stream()
                .flatMap(this::objectsOf)
                .filter(there -> there.size() == source.size())
                .flatMap(there -> receipt(file, source, there).stream())
                .findFirst();
    }

    /** Where its receipt says, or under the names that it may have been given. */
    private Stream<ObjectFacts> objectsOf(SyncFile former) {
        if (former.target() != null) {
            ObjectAddress target = ObjectAddress.parse(former.target());
            return flow.holds(target) ? store.facts(target).stream() : Stream.empty();
        }
        return IntStream.range(0, Suffixes.MOST)
                .mapToObj(number -> Suffixes.of(former.path(), number))
                .takeWhile(flow::hasObjectFor)
                .map(name -> store.facts(flow.objectOf(name)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream);
    }

    private Optional<Receipt> receipt(TakenFile file, FileSource source, ObjectFacts there) {
        Optional<String> proof = store.proofOf(there.pin(), ReadContent.of(source, moved), moved);
        proof.ifPresent(known -> LOG.info(
                "{} is in MinIO as {}, the name that it had before",
                file.source(),
                there.address().key()));
        return proof.map(known -> new Receipt(file, there.address().toString(), known));
    }
}
