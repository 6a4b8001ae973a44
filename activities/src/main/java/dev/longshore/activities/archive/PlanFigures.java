package dev.longshore.activities.archive;

import dev.longshore.ledger.archive.ArchivePlan;
import dev.longshore.storage.zip.PartKind;
import java.util.Map;

/**
 * What a plan comes to if nothing disturbs it.
 *
 * @param stages none if one upload takes all parts
 * @param bytesRead from sources
 * @param bytesCopied by the store itself, also into temporary objects
 */
record PlanFigures(
        ArchivePlan plan,
        Map<PartKind, Integer> parts,
        int stages,
        RequestCounts requests,
        long bytesRead,
        long bytesSent,
        long bytesCopied) {}
