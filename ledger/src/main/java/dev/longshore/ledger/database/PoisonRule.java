package dev.longshore.ledger.database;

/**
 * Finds what ends the workers that take it, and blames nothing else. Attempts count takers that vanished without a word
 * and without progress. What was lost twice so is handed out alone, when nothing else of its page is left; what is lost
 * once more then is poison.
 *
 * <p>All rows of one take have the same epoch. So a taker was seen to get on if a row of its epoch is no longer running,
 * or has moved bytes; then the attempt that it left on its other rows does not count.
 */
public final class PoisonRule {

    /** Chooses the rows to hand out; follows {@link #judged}. */
    public static final String CHOSEN = """
            , chosen AS (
                SELECT place, attempts FROM judged
                WHERE attempts < 2 OR place = (SELECT min(place) FROM judged HAVING min(attempts) >= 2)),
            this_take AS MATERIALIZED (SELECT nextval('longshore.take') AS epoch)
            """;

    /** Tells a row of {@link #judged} that is poison. */
    public static final String IS_POISON = " state = 'running' AND attempts >= 3 ";

    private PoisonRule() {}

    /**
     * The unfinished rows of a page with the attempts that count against them, as {@code judged(place, state,
     * attempts)}. Its values are the job's id, the first and the last place of the page.
     *
     * @param place the column that numbers the rows
     * @param wanted a condition: which rows may be taken
     */
    public static String judged(String table, String place, String wanted) {
        return """
                WITH page AS MATERIALIZED (
                    SELECT %2$s AS place, state, attempts, epoch, moved, %3$s AS wanted FROM %1$s
                    WHERE job_id = ? AND %2$s BETWEEN ? AND ?),
                progress AS (SELECT DISTINCT epoch FROM page WHERE moved OR state <> 'running'),
                judged AS (
                    SELECT place, state, %4$s AS attempts FROM page WHERE wanted AND state IN ('queued', 'running'))
                """.formatted(table, place, wanted, attempts("page"));
    }

    /** The attempts that count against a row of the page, in a statement that begins with {@link #judged}. */
    public static String attempts(String row) {
        return """
                %1$s.attempts - CASE
                    WHEN %1$s.attempts > 0 AND %1$s.state = 'running' AND %1$s.epoch IN (SELECT epoch FROM progress) THEN 1
                    ELSE 0 END""".formatted(row);
    }

    /**
     * Takes back attempts that ended with a word. Who was overtaken takes back its own attempt, not that of who has the
     * row now. Its values are the places and the epochs of what was taken, as arrays of {@code bigint}, and the job's id.
     *
     * @param place the column that numbers the rows
     */
    public static String givenBack(String table, String place) {
        return """
                WITH given AS MATERIALIZED (
                    SELECT * FROM unnest(?::bigint[], ?::bigint[]) AS given (place, epoch), %3$s)
                UPDATE %1$s taken SET
                    state = CASE WHEN taken.epoch = given.epoch THEN 'queued' ELSE taken.state END,
                    attempts = CASE
                        WHEN taken.epoch = given.epoch OR taken.state = 'queued' THEN greatest(taken.attempts - 1, 0)
                        ELSE greatest(taken.attempts - 1, 1) END
                FROM given WHERE taken.job_id = given.job_id AND taken.%2$s = given.place
                    AND (taken.epoch = given.epoch AND taken.state = 'running'
                        OR taken.epoch > given.epoch AND taken.state IN ('queued', 'running'))
                """.formatted(table, place, JobRow.HIDDEN_ID);
    }
}
