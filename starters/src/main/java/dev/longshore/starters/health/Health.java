package dev.longshore.starters.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status is {@code up} if nothing is amiss, else {@code down}. */
record Health(String status, Part ledger, EnginePart engine, Part store) {

    static Health of(Part ledger, EnginePart engine, Part store) {
        boolean up = ledger.isUp() && engine.isUp() && store.isUp();
        return new Health(up ? Part.UP : Part.DOWN, ledger, engine, store);
    }

    boolean isUp() {
        return status.equals(Part.UP);
    }

    /** One of those that must answer; the detail says what is amiss. */
    record Part(String status, @Nullable String detail) {

        static final String UP = "up";
        static final String DOWN = "down";

        static Part up() {
            return new Part(UP, null);
        }

        static Part down(String detail) {
            return new Part(DOWN, detail);
        }

        boolean isUp() {
            return status.equals(UP);
        }
    }

    /**
     * The engine.
     *
     * @param status {@code up}, {@code down}, or {@code foreign} if nothing is started on it until it is adopted
     * @param lacks what it cannot do
     */
    record EnginePart(
            String status,
            @Nullable String way,
            @Nullable String address,
            @Nullable String ui,
            List<String> lacks,
            @Nullable String detail) {

        boolean isUp() {
            return status.equals(Part.UP);
        }
    }
}
