package dev.longshore.activities.sync;

import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.TakenFile;
import dev.longshore.ledger.sync.BegunUpload;
import dev.longshore.ledger.sync.Receipt;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.storage.ContentSum;
import dev.longshore.storage.ETags;
import dev.longshore.storage.Gate;
import dev.longshore.storage.HeldPart;
import dev.longshore.storage.IfExists;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.ObjectFacts;
import dev.longshore.storage.PartBody;
import dev.longshore.storage.ReadContent;
import dev.longshore.storage.Right;
import dev.longshore.storage.S3Store;
import dev.longshore.storage.S3Upload;
import dev.longshore.storage.SourceChangedException;
import dev.longshore.storage.SummedTogether;
import dev.longshore.storage.TargetExistsException;
import dev.longshore.storage.UploadGoneException;
import dev.longshore.storage.UploadTarget;
import dev.longshore.storage.files.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Large files in parts, which go on where an earlier worker stopped: parts that the store holds are not sent again. */
final class BigUploads {

    private static final Logger LOG = LoggerFactory.getLogger(BigUploads.class);
    private static final int MOST_PARTS = 10_000;
    private static final int AT_ONCE = 2;

    private final SyncTools tools;
    private final long partSize;
    private final Gate gate = Gate.of(AT_ONCE);

    BigUploads(SyncTools tools) {
        this.tools = tools;
        partSize = tools.properties().partSize().toBytes();
    }

    /** A file, and where it goes. */
    record Order(TakenFile file, Flow flow, SyncFile known, FileSource source) {

        IfExists rule() {
            return flow.rules().addsVersions() ? IfExists.REPLACE : IfExists.FAIL;
        }

        UploadTarget target(ObjectAddress address) {
            return UpMover.targetOf(address, flow, known);
        }
    }

    boolean isBig(long bytes) {
        return bytes > partSize;
    }

    /** Their parts pass the store's own. */
    Gate gate() {
        return gate;
    }

    Receipt copy(Order order, Pulse pulse) {
        return order.flow().rules().addsVersions() ? version(order, pulse) : beside(order, pulse);
    }

    /** In the place of what is there, which stays as an older version. */
    private Receipt version(Order order, Pulse pulse) {
        ObjectAddress address = order.flow().objectOf(order.known().path());
        Optional<String> same = store(address).facts(address).flatMap(there -> sameAs(there, order, pulse));
        String proof = same.orElseGet(() -> "parts:md5:" + upload(order, order.target(address), pulse));
        LOG.info("Uploaded to MinIO: {}", address.key());
        return new Receipt(order.file(), address.toString(), proof);
    }

    private Optional<String> sameAs(ObjectFacts there, Order order, Pulse pulse) {
        try {
            return Optional.of(proofOf(there, order, pulse));
        } catch (TargetExistsException other) {
            LOG.debug("{} gets a new version", there.address(), other);
            return Optional.empty();
        }
    }

    private Receipt beside(Order order, Pulse pulse) {
        TargetNames names = new TargetNames(tools.ledger().syncMoves(), order.file(), order.known());
        return names.copied(
                order.flow().chosenObject(order.known()),
                order.flow()::objectOf,
                new TargetNames.Trial<ObjectAddress, RuntimeException>() {

                    @Override
                    public Optional<String> held(ObjectAddress target) {
                        return store(target).facts(target).flatMap(there -> sameAs(there, order, pulse));
                    }

                    @Override
                    public Optional<String> copied(ObjectAddress target) {
                        return put(order, target, pulse);
                    }
                });
    }

    /** Empty if another content is there. */
    private Optional<String> put(Order order, ObjectAddress address, Pulse pulse) {
        try {
            Optional<ObjectFacts> there = store(address).facts(address);
            String proof = there.isPresent()
                    ? proofOf(there.get(), order, pulse)
                    : "parts:md5:" + upload(order, order.target(address), pulse);
            LOG.info("Uploaded to MinIO: {}", address.key());
            return Optional.of(proof);
        } catch (TargetExistsException taken) {
            LOG.debug("{} holds another content", address, taken);
            return Optional.empty();
        }
    }

    /** Of what an attempt completed whose answer was lost, or that had no time to verify it; or of the same bytes by whomever. */
    private String proofOf(ObjectFacts there, Order order, Pulse pulse) {
        boolean isOfSize = there.size() == order.source().size();
        if (isOfSize && order.target(there.address()).isMadeAs(there) && isOfSameParts(there, order, pulse)) {
            return "parts:md5:" + there.etag();
        }
        return Optional.of(there)
                .filter(known -> isOfSize && store(known.address()).allows(known.address(), Right.READ))
                .flatMap(known -> store(known.address())
                        .proofOf(known.pin(), ReadContent.of(order.source(), pulse::moved), pulse::moved))
                .orElseThrow(() -> new TargetExistsException(there.address() + " is there already"));
    }

    /** As they are cut now; of others the content itself is compared. */
    private boolean isOfSameParts(ObjectFacts there, Order order, Pulse pulse) {
        long size = order.source().size();
        long step = partSizeFor(size);
        List<String> parts = new ArrayList<>();
        for (long at = 0; at < size; at += step) {
            parts.add(sumOf(order, at, Math.min(step, size - at), pulse).md5());
        }
        return ETags.composite(parts)
                .filter(composite -> ETags.same(composite, there.etag()))
                .isPresent();
    }

    private static ContentSum sumOf(Order order, long offset, long length, Pulse pulse) {
        try (InputStream in = order.source().open(offset, length)) {
            return ContentSum.of(in, pulse::moved);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String upload(Order order, UploadTarget target, Pulse pulse) {
        S3Upload upload = begun(order, target);
        try {
            List<HeldPart> parts = sent(order, upload, pulse);
            if (order.rule() == IfExists.REPLACE) {
                new Versions(order.flow(), tools.stores()).require();
            }
            return pulse.awaiting(() -> upload.complete(parts, order.rule(), target.token()))
                    .etag();
        } catch (UploadGoneException gone) {
            tools.ledger().syncMoves().over(order.file());
            throw gone;
        } catch (TargetExistsException | SourceChangedException vain) {
            tools.ledger().syncMoves().over(order.file());
            upload.abort();
            throw vain;
        }
    }

    private S3Upload begun(Order order, UploadTarget target) {
        Optional<UploadHandle> handle = UploadHandle.of(order.file());
        if (handle.filter(known -> known.key().equals(target.address().key())).isPresent()) {
            return store(target.address()).resume(target.address(), handle.get().upload());
        }
        S3Upload upload = store(target.address()).begin(target);
        tools.ledger()
                .syncMoves()
                .begun(
                        order.file(),
                        new UploadHandle(target.address().key(), upload.uploadId()).json(),
                        new BegunUpload(target.address().toString(), upload.uploadId()));
        return upload;
    }

    /** Each group of parts is summed while the one before it is sent. */
    private List<HeldPart> sent(Order order, S3Upload upload, Pulse pulse) {
        Sending sending =
                new Sending(upload, tools.stores().transfers(order.flow().place()), pulse);
        List<SummedTogether> groups =
                SummedTogether.of(order.source(), partSizeFor(order.source().size()));
        sending.sum(groups.get(0));
        for (int next = 1; next < groups.size(); next++) {
            sending.sum(groups.get(next));
            sending.send(groups.get(next - 1));
        }
        sending.awaitSums();
        sending.send(groups.get(groups.size() - 1));
        return sending.work();
    }

    /** The parts of one upload. */
    private final class Sending {

        private final S3Upload upload;
        private final Map<Integer, HeldPart> held;
        private final Gate transfers;
        private final Pulse pulse;
        private final Gate summing = Gate.of(1);
        private final List<Task> tasks = new ArrayList<>();
        private final ConcurrentLinkedQueue<HeldPart> parts = new ConcurrentLinkedQueue<>();
        private int numbers;

        Sending(S3Upload upload, Gate transfers, Pulse pulse) {
            this.upload = upload;
            this.transfers = transfers;
            this.pulse = pulse;
            held = upload.held();
        }

        /** Begun as soon as those before it are summed; what is added behind it begins then, too. */
        void sum(SummedTogether group) {
            tasks.add(new Task(summing, () -> group.sum(pulse::moved)));
        }

        void awaitSums() {
            tasks.add(new Task(summing, () -> {}));
        }

        void send(SummedTogether group) {
            for (PartBody body : group.bodies()) {
                numbers++;
                int number = numbers;
                tasks.add(new Task(transfers, () -> parts.add(part(number, body))));
            }
        }

        List<HeldPart> work() {
            try (Together together = new Together("sync-parts")) {
                together.work(tasks);
            }
            return parts.stream()
                    .sorted(Comparator.comparingInt(HeldPart::number))
                    .toList();
        }

        private HeldPart part(int number, PartBody body) {
            return Optional.ofNullable(held.get(number))
                    .flatMap(there -> upload.proven(there, body, pulse::moved))
                    .orElseGet(() -> put(number, body));
        }

        private HeldPart put(int number, PartBody body) {
            tools.bandwidth().take(body.length(), () -> pulse.moved(1));
            return upload.put(number, body, pulse::moved).held();
        }
    }

    private long partSizeFor(long size) {
        long step = partSize;
        while (size > step * MOST_PARTS) {
            step *= 2;
        }
        return step;
    }

    private S3Store store(ObjectAddress address) {
        return tools.stores().of(address, Right.WRITE);
    }
}
