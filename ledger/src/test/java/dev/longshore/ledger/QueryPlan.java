package dev.longshore.ledger;

import dev.longshore.ledger.database.Database;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL did for a statement, step by step. */
public final class QueryPlan {

    private static final Pattern DONE = Pattern.compile("actual time=\\S+ rows=([0-9.]+) loops=([0-9]+)");

    private final Database database;

    public QueryPlan(Database database) {
        this.database = database;
    }

    /** The steps that gave more rows, or were done more often, than so many; none if the statement looked its rows up. */
    public List<String> stepsOver(long most, String sql, Object... values) {
        return database
                .call(transaction -> transaction.list("EXPLAIN ANALYZE " + sql, row -> row.getString(1), values))
                .stream()
                .filter(step -> workOf(step) > most)
                .toList();
    }

    private static double workOf(String step) {
        Matcher done = DONE.matcher(step);
        return done.find() ? Math.max(1, Double.parseDouble(done.group(1))) * Long.parseLong(done.group(2)) : 0;
    }
}
