package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.ledger.FileRows;
import dev.longshore.ledger.NewFile;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.workflows.archive.EntryNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/** Makes sense of a request: first reads all of it and refuses what is wrong, then reads it again for the ledger. */
final class OrderCheck {

    private final JsonFactory json;
    private final OrderAddresses addresses;
    private final Reach reach;

    OrderCheck(JsonFactory json, OrderAddresses addresses, Reach reach) {
        this.json = json;
        this.addresses = addresses;
        this.reach = reach;
    }

    ZipArchiveOrder check(byte[] body, String id, Instant createdAt, UnknownFields unknown) {
        SourceBuckets buckets = new SourceBuckets();
        WrittenOrder written = new OrderReader(json, body, unknown, (ordinal, source, destination) -> {
                    ObjectAddress address = addresses.source(ordinal, source);
                    requireSafe(ordinal, address, destination);
                    allow(address, buckets);
                })
                .read();
        requireOneKindOfSources(written);
        ObjectAddress from = written.from() == null ? null : addresses.prefix(written.from());
        if (from != null) {
            allow(from, buckets);
        }
        ObjectAddress to = addresses.target(written.to(), id, createdAt);
        for (Right right : Right.values()) { // the proof reads what was written, the clean-up deletes
            reach.requireAllowed(to, right);
        }
        return new ZipArchiveOrder(written, from, to, buckets.all());
    }

    /** Whether the stores have what can be asked of them in a few requests; each may take its time. */
    void askStores(ZipArchiveOrder order) {
        order.buckets().forEach(reach::requireBucket);
        reach.requireBucket(order.to());
        if (order.written().exists() == IfExists.FAIL) {
            reach.requireNothingAt(order.to());
        }
    }

    /** The files of a body that was found right, one by one. */
    FileRows filesOf(byte[] body) {
        return rows -> new OrderReader(json, body, UnknownFields.IGNORED, (ordinal, source, destination) -> {
                    ObjectAddress address = addresses.source(ordinal, source);
                    String name = EntryNames.of(address.key(), destination);
                    rows.accept(new NewFile(address.toString(), name, null, null));
                })
                .read();
    }

    private void allow(ObjectAddress address, SourceBuckets buckets) {
        if (buckets.add(address)) {
            reach.requireAllowed(address, Right.READ);
        }
    }

    private static void requireSafe(long ordinal, ObjectAddress address, @Nullable String destination) {
        String name = EntryNames.of(address.key(), destination);
        EntryNames.whyUnsafe(name).ifPresent(reason -> {
            throw badRequest("files[" + ordinal + "] cannot be packed as \"" + name + "\": " + reason + ".");
        });
    }

    private static void requireOneKindOfSources(WrittenOrder written) {
        boolean named = written.files() >= 0;
        if (named && written.from() != null) {
            throw badRequest("Give either files or from, not both.");
        }
        if (!named && written.from() == null) {
            throw badRequest("There is nothing to pack: give files or from.");
        }
        if (written.files() == 0) {
            throw badRequest("There is nothing to pack: files is empty.");
        }
    }
}
