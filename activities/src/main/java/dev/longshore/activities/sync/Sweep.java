package dev.longshore.activities.sync;

import dev.longshore.ledger.sync.BegunUpload;
import dev.longshore.ledger.sync.Direction;
import dev.longshore.ledger.sync.SyncFile;
import dev.longshore.ledger.sync.SyncFlow;
import dev.longshore.storage.ObjectAddress;
import dev.longshore.storage.Right;
import dev.longshore.storage.files.FileSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what is left of passes that were broken off and that nobody goes on with. Whatever of it is done may be done
 * again; what cannot be done now is left for the next time.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final Pattern TOKEN = Pattern.compile("[fm]([0-9]{1,18})");
    private static final int PAGE = 100;

    private final Flow flow;
    private final SyncTools tools;
    private final FolderTurns turns;

    Sweep(Flow flow, SyncTools tools, FolderTurns turns) {
        this.flow = flow;
        this.tools = tools;
        this.turns = turns;
    }

    /**
     * Once no pass is under way.
     *
     * @param looking is told again and again that it goes on
     * @return false if a pass is
     */
    boolean sweep(Runnable looking) {
        return isNoPassUnderWay() && turns.alone(flow, () -> clear(known(flow), looking));
    }

    private boolean isNoPassUnderWay() {
        return turns.over(flow).stream()
                .allMatch(each -> tools.ledger().syncPasses().underWay(known(each)) == 0);
    }

    private SyncFlow known(Flow any) {
        return tools.ledger().syncFlows().find(any.host(), any.name()).orElseThrow();
    }

    private void clear(SyncFlow known, Runnable looking) {
        try {
            if (flow.direction() == Direction.DOWN) {
                Files.walkFileTree(flow.folder(), new Unfinished(looking));
            } else {
                new Aside(known).clear(looking);
                abortUploads(known, looking);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void abortUploads(SyncFlow known, Runnable looking) {
        List<BegunUpload> abandoned = tools.ledger().syncUploads().abandoned(known.id(), PAGE);
        boolean goesOn = true;
        while (goesOn && !abandoned.isEmpty()) {
            for (BegunUpload upload : abandoned) {
                looking.run();
                goesOn &= abort(known, upload);
            }
            abandoned = tools.ledger().syncUploads().abandoned(known.id(), PAGE);
        }
    }

    /** False if the store will not have it, which keeps no flow from its work. */
    private boolean abort(SyncFlow known, BegunUpload upload) {
        try {
            ObjectAddress address = ObjectAddress.parse(upload.address());
            tools.stores()
                    .of(address, Right.WRITE)
                    .resume(address, upload.uploadId())
                    .abort();
        } catch (RuntimeException refused) {
            LOG.warn("An unfinished upload of {} is left: {}", upload.address(), refused.toString());
            return false;
        }
        tools.ledger().syncUploads().forget(known.id(), upload.uploadId());
        return true;
    }

    /** Sources on their way out. */
    private final class Aside {

        private final UpSources sources = new UpSources(flow);
        private final UpSources.Batch batch = sources.batch();
        private final SyncFlow known;

        Aside(SyncFlow known) {
            this.known = known;
        }

        void clear(Runnable looking) throws IOException {
            for (String token : sources.removal().tokens()) {
                looking.run();
                Matcher matcher = TOKEN.matcher(token);
                Optional<SyncFile> file = matcher.matches()
                        ? tools.ledger().syncFiles().find(known.id(), Long.parseLong(matcher.group(1)))
                        : Optional.empty();
                if (file.isPresent()) {
                    settleOrLeave(token, file.get());
                } else {
                    LOG.warn("{} lies aside in {} and is left alone: nobody knows whose it is", token, flow.folder());
                }
            }
            sources.removal().removeIfEmpty();
        }

        /** What stands in the way of one keeps neither the others nor the flow from their work. */
        private void settleOrLeave(String token, SyncFile file) {
            try {
                settle(token, file);
            } catch (IOException refused) {
                LOG.warn("{} ({}) is left aside in {}: {}", token, file.path(), flow.folder(), refused.toString());
            }
        }

        /** What has a receipt goes, and only that. */
        private void settle(String token, SyncFile file) throws IOException {
            if (token.startsWith(UpSources.MARKER)) {
                batch.settleMarker(file, token);
            } else if (file.verifiedAt() != null && flow.deletesSource() && batch.finish(file, token)) {
                String kept = sources.keptAt(file).map(Path::toString).orElse(null);
                tools.ledger().syncFiles().removed(known.id(), file.id(), kept);
                LOG.info("Verified and removed local file: {}/{}", flow.name(), file.path());
            } else {
                putBack(token, file);
            }
        }

        private void putBack(String token, SyncFile file) throws IOException {
            sources.removal()
                    .putBack(flow.fileOf(file.path()), token)
                    .ifPresent(back ->
                            LOG.warn("{} was put back: it is not what was verified, or is being written to", back));
        }
    }

    /** Removes files that were never finished. */
    private final class Unfinished extends SimpleFileVisitor<Path> {

        private final Runnable looking;
        private final List<Path> ofOthers =
                turns.below(flow).stream().map(Flow::folder).toList();

        Unfinished(Runnable looking) {
            this.looking = looking;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            looking.run();
            return ofOthers.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && FileSink.isUnfinished(file)) {
                remove(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private void remove(Path file) {
            try {
                if (FileSink.remove(file)) {
                    LOG.info("Removed what was never finished: {}", file);
                } else {
                    LOG.info("{} is left, for somebody still writes it", file);
                }
            } catch (IOException refused) {
                LOG.warn("{} was never finished, and is left: {}", file, refused.toString());
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) {
            LOG.warn("{} cannot be looked at: {}", file, failed.toString());
            return FileVisitResult.CONTINUE;
        }
    }
}
