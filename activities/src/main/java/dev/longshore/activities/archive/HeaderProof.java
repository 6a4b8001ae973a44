package dev.longshore.activities.archive;

import static dev.longshore.workflows.failure.FailureType.PROOF_FAILED;

import dev.longshore.activities.page.Together;
import dev.longshore.activities.page.Together.Task;
import dev.longshore.activities.pulse.Pulse;
import dev.longshore.ledger.FileState;
import dev.longshore.ledger.JobFile;
import dev.longshore.ledger.OrdinalRange;
import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.Gate;
import dev.longshore.storage.ObjectPin;
import dev.longshore.storage.Right;
import dev.longshore.storage.Source;
import dev.longshore.storage.zip.PlacedEntry;
import dev.longshore.storage.zip.ZipRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads local headers back from an archive: those before and behind each entry that the store copied, for nobody here saw
 * its bytes come to their place, and of the others a sample.
 */
final class HeaderProof {

    private static final OrdinalRange ALL = new OrdinalRange(0, Long.MAX_VALUE);
    private static final int AT_ONCE = 500;

    private final ArchiveTools tools;
    private final ArchivePlan plan;
    private final Source archive;
    private final Gate gate;
    private final Pulse pulse;
    private final Set<Long> copied;
    private final HeaderSample sample;
    private final List<JobFile> chosen = new ArrayList<>(AT_ONCE);

    HeaderProof(ArchiveTools tools, ArchivePlan plan, ObjectPin archive, Pulse pulse) {
        this.tools = tools;
        this.plan = plan;
        this.archive = tools.stores().of(archive.address(), Right.READ).source(archive);
        this.gate = tools.stores().transfers(archive.address());
        this.pulse = pulse;
        this.sample = new HeaderSample(plan.entries());
        this.copied = Set.copyOf(tools.ledger().archiveParts().copiedFiles(plan.jobId()));
    }

    /** @throws io.temporal.failure.ApplicationFailure if one is another than planned */
    void prove() {
        try (Together readers = new Together("archive-proof")) {
            tools.ledger().lists().forEach(plan.jobId(), ALL, file -> {
                if (file.state() != FileState.SKIPPED) {
                    choose(file, readers);
                }
            });
            proveChosen(readers);
        }
    }

    private void choose(JobFile file, Together readers) {
        if (sample.takesNext(copied.contains(file.ordinal()))) {
            chosen.add(file);
        }
        if (chosen.size() == AT_ONCE) {
            proveChosen(readers);
        }
    }

    private void proveChosen(Together readers) {
        readers.work(
                chosen.stream().map(file -> new Task(gate, () -> prove(file))).toList());
        chosen.clear();
    }

    private void prove(JobFile file) {
        PlacedEntry entry = SourceHandle.placedEntryOf(file);
        int crc32 = Crc32Json.in(file.checksum()).orElseThrow(() -> differs(file));
        byte[] planned = ZipRecords.localHeader(entry.entry(), crc32);
        byte[] there = pulse.awaiting(() -> read(entry.headerOffset(), planned.length));
        pulse.moved(1);
        if (!Arrays.equals(there, planned)) {
            throw differs(file);
        }
    }

    private byte[] read(long offset, int length) {
        try (InputStream in = archive.open(offset, length)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RuntimeException differs(JobFile file) {
        return PROOF_FAILED.because("the header of file " + file.ordinal() + " (" + file.target() + ") in "
                + ArchiveTools.targetOf(plan) + " is not the planned one");
    }
}
