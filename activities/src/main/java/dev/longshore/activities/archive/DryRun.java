package dev.longshore.activities.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.storage.zip.PartKind;
import dev.longshore.workflows.control.Run;
import java.util.Locale;

/** What is said of an archive that was only planned. */
final class DryRun {

    private final ArchiveResult result;

    DryRun(ArchiveResult result) {
        this.result = result;
    }

    String json(Run run, PlanFigures figures) {
        ObjectNode json = result.head(run, figures.plan()).put("dryRun", true);
        ObjectNode parts = json.putObject("parts").put("total", figures.plan().parts());
        for (PartKind kind : PartKind.values()) {
            parts.put(kind.name().toLowerCase(Locale.ROOT), figures.parts().getOrDefault(kind, 0));
        }
        if (figures.stages() > 0) {
            json.put("stages", figures.stages());
        }
        json.set("requests", RequestsJson.of(figures.requests()));
        json.put("bytesRead", figures.bytesRead())
                .put("bytesSent", figures.bytesSent())
                .put("bytesCopiedByStore", figures.bytesCopied())
                .set("price", result.priceOf(figures.requests()));
        return json.toString();
    }
}
