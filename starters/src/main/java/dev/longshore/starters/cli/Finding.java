package dev.longshore.starters.cli;

import java.util.Locale;

/**
 * What the doctor found of one thing.
 *
 * @param remedy what to do, empty if nothing
 */
record Finding(String check, Verdict verdict, String what, String remedy) {

    enum Verdict {
        OK,
        WARN,
        FAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Verdict.OK, what, "");
    }

    static Finding warn(String check, String what, String remedy) {
        return new Finding(check, Verdict.WARN, what, remedy);
    }

    static Finding fail(String check, String what, String remedy) {
        return new Finding(check, Verdict.FAIL, what, remedy);
    }

    String json() {
        return "{\"check\":" + JsonOrder.text(check) + ",\"verdict\":" + JsonOrder.text(verdict.word()) + ",\"what\":"
                + JsonOrder.text(what) + ",\"remedy\":" + (remedy.isEmpty() ? "null" : JsonOrder.text(remedy)) + "}";
    }
}
