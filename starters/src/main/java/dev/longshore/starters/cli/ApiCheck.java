package dev.longshore.starters.cli;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the API runs that the verbs would talk to, and how it feels. */
final class ApiCheck {

    private static final int UNWELL = 503;

    private final Supplier<ApiAddress> address;
    private final Api api;
    private @Nullable JsonDocument health;
    private @Nullable CommandFailure failure;

    ApiCheck(Supplier<ApiAddress> address, Api api) {
        this.address = address;
        this.api = api;
    }

    boolean isHere() {
        ask();
        return health != null;
    }

    Finding finding() {
        ask();
        String base = address.get().base();
        if (health != null) {
            String what = base + " answers: " + facts(health);
            return health.at("status").text().equals("up") ? Finding.ok("api", what) : unwell(what, health);
        }
        return whyNot(base);
    }

    private static Finding unwell(String what, JsonDocument health) {
        boolean isForeign = health.at("engine", "status").text().equals("foreign");
        String remedy = isForeign
                ? "longshore engine adopt, if the engine was exchanged on purpose"
                : "start what is down, or correct its setting; jobs wait meanwhile";
        return Finding.warn("api", what, remedy);
    }

    private Finding whyNot(String base) {
        String what = failure == null ? "no Longshore API at " + base : String.valueOf(failure.getMessage());
        String remedy = failure == null || failure.remedy() == null ? "" : failure.remedy();
        ApiAddress.Origin origin = address.get().origin();
        boolean isExpected = origin != ApiAddress.Origin.USUAL;
        return isExpected ? Finding.fail("api", what, remedy) : Finding.warn("api", what, remedy);
    }

    private void ask() {
        if (health != null || failure != null) {
            return;
        }
        try {
            ApiAnswer answer = api.ask("/api/health");
            boolean isHealth = answer.isGood() || answer.status() == UNWELL;
            JsonDocument said = isHealth ? answer.json(api.address().base()) : JsonDocument.ofText("");
            if (said.at("status").isNull()) {
                throw answer.failure(api.address().base());
            }
            health = said;
        } catch (CommandFailure e) {
            failure = e;
        }
    }

    /** What it says of itself, such as {@code status up, engine in-process}. */
    private static String facts(JsonDocument health) {
        return health.fields().entrySet().stream()
                .map(ApiCheck::fact)
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String fact(Map.Entry<String, JsonDocument> field) {
        JsonDocument value = field.getValue();
        String said = value.isObject()
                ? value.fields().values().stream()
                        .filter(fact -> fact.items().isEmpty())
                        .map(JsonDocument::text)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "))
                : value.text();
        return said.isEmpty() ? "" : field.getKey() + " " + said;
    }
}
