package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import dev.longshore.ledger.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What stores can do beyond what every store does, so that each is asked once and not by every process. */
public final class ProbedStores {

    private static final String COLUMNS = "SELECT store, endpoint, abilities, probed_at FROM longshore.store_abilities";

    private static final String NOTE = """
            INSERT INTO longshore.store_abilities (store, endpoint, abilities) VALUES (?, ?, ?::jsonb)
            ON CONFLICT (store, endpoint) DO UPDATE SET abilities = excluded.abilities, probed_at = now()""";

    private final Database database;

    ProbedStores(Database database) {
        this.database = database;
    }

    /**
     * Empty if nobody has asked the store at this endpoint.
     *
     * @param store its name; empty for the default one
     */
    public Optional<ProbedStore> find(String store, String endpoint) {
        String sql = COLUMNS + " WHERE store = ? AND endpoint = ?";
        return database.call(transaction -> transaction.first(sql, ProbedStores::read, store, endpoint));
    }

    public List<ProbedStore> list() {
        return database.call(
                transaction -> transaction.list(COLUMNS + " ORDER BY store, endpoint", ProbedStores::read));
    }

    /** In place of what was noted before. */
    public void note(String store, String endpoint, String abilities) {
        database.call(transaction -> transaction.update(NOTE, store, endpoint, abilities));
    }

    private static ProbedStore read(ResultSet row) throws SQLException {
        return new ProbedStore(
                row.getString("store"),
                row.getString("endpoint"),
                row.getString("abilities"),
                Objects.requireNonNull(Rows.instant(row, "probed_at")));
    }
}
