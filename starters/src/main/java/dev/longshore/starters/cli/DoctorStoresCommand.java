package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Table.Cell;
import dev.longshore.starters.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "s3",
        description = {
            "Say for each store that is set what it can do, what that means, and when it was asked.",
            "A store is asked once, before the first archive with something to copy inside it, or when a flow starts. Needs a server.",
        },
        footer = {
            "",
            "Examples:",
            "  longshore doctor s3",
            "  longshore doctor s3 --probe s3://zip-storage/",
        })
final class DoctorStoresCommand implements Callable<Integer> {

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(
                    "copiesParts",
                    "copies inside the store",
                    "large files need not pass through the worker",
                    "every byte passes through the worker"),
            new Meaning(
                    "refusesChangedCopies",
                    "refuses changed sources",
                    "a copy notices by itself that its source has changed",
                    "each copy costs a HEAD more, to notice that its source has changed"),
            new Meaning(
                    "tellsChecksumsOfCopies",
                    "tells checksums of copies",
                    "copied bytes need not be read",
                    "copied bytes are read once for their CRC-32, unless their source has one"),
            new Meaning(
                    "refusesToReplace",
                    "refuses to replace",
                    "of two who write one archive at the same moment, the second is refused",
                    "of two who write one archive at the same moment, the second may win"),
            new Meaning(
                    "verifiesWholeChecksums",
                    "verifies whole checksums",
                    "the store can compare the CRC-32 of a whole archive",
                    "the store compares parts, not the whole"),
            new Meaning(
                    "wantsEqualParts",
                    "wants equal parts",
                    "parts are cut in one size, so less can be copied",
                    "parts may differ in size"),
            new Meaning(
                    "refusesToPutOver",
                    "refuses to put over",
                    "an object that is sent whole replaces no other",
                    "each object that is sent whole costs a HEAD more, so that it replaces no other"),
            new Meaning(
                    "refusesToDeleteOthers",
                    "refuses to delete others",
                    "only what was verified is deleted, whoever overwrites it meanwhile",
                    "what overwrites an object right before its deletion is deleted too; a bucket with versions keeps it"));

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--probe",
            paramLabel = "URI",
            description =
                    "Ask the store of this bucket anew, such as s3://zip-storage/: small objects are written, read"
                            + " and deleted below longshore-temporary/ there.")
    private @Nullable String probe;

    @Option(names = "--json", description = "Print JSON: one store a line, as the API sends it.")
    private boolean json;

    DoctorStoresCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What an ability is called and what it is good for. */
    private record Meaning(String field, String name, String ifSo, String ifNot) {}

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        List<JsonDocument> stores = stores(connection.api(surroundings));
        if (json) {
            stores.forEach(store -> screen.line(store.line()));
        } else {
            stores.forEach(store -> show(store, screen));
        }
        screen.flush();
        return ExitCodes.DONE;
    }

    private List<JsonDocument> stores(Api api) {
        if (probe == null) {
            return api.get("/api/stores").at("stores").items();
        }
        RequestBody where = RequestBody.json("{\"bucket\":" + JsonOrder.text(probe) + "}");
        return List.of(api.post("/api/stores/probe", where, Map.of()));
    }

    private void show(JsonDocument store, Screen screen) {
        String name = store.at("name").text();
        String title = (name.isEmpty() ? "default store" : "store " + name) + " at "
                + store.at("endpoint").text();
        screen.line(screen.paint(Style.BOLD, Texts.harmless(title + ", " + asked(store))));
        if (!store.at("abilities").isNull()) {
            Table table = new Table(screen, Column.left("what"), Column.left("can"), Column.flexible("so"));
            MEANINGS.forEach(meaning -> add(meaning, store.at("abilities", meaning.field()), table));
            table.write();
        }
    }

    private String asked(JsonDocument store) {
        return store.at("abilities").isNull()
                ? "not asked yet"
                : "asked " + Figures.moment(store.at("probedAt").text(), surroundings.clock());
    }

    private static void add(Meaning meaning, JsonDocument ability, Table table) {
        boolean has = ability.text().equals("true");
        table.row(
                Cell.of(meaning.name()), Cell.of(has ? "yes" : "no"), Cell.of(has ? meaning.ifSo() : meaning.ifNot()));
    }
}
