package dev.longshore.embedded;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a proxy has seen pass, and the plan of what it spoils. */
final class Exchanges {

    private final ConcurrentLinkedQueue<Running> seen = new ConcurrentLinkedQueue<>();
    private volatile FaultPlan plan = request -> new Fault.None();

    /** Also those that have ended. */
    static final class Running {

        private final PassedRequest request;
        private final Fault fault;
        private final AtomicLong bodyBytes = new AtomicLong();
        private final AtomicLong answerBytes = new AtomicLong();
        private volatile int status;
        private volatile boolean isAnswered;

        private Running(PassedRequest request, Fault fault) {
            this.request = request;
            this.fault = fault;
        }

        PassedRequest request() {
            return request;
        }

        Fault fault() {
            return fault;
        }

        AtomicLong bodyBytes() {
            return bodyBytes;
        }

        AtomicLong answerBytes() {
            return answerBytes;
        }

        void status(int answered) {
            status = answered;
        }

        void answered() {
            isAnswered = true;
        }

        private PassedExchange now() {
            return new PassedExchange(request, bodyBytes.get(), answerBytes.get(), status, isAnswered);
        }
    }

    Running begin(HttpHead head) {
        PassedRequest request = requestOf(head);
        Running exchange = new Running(request, plan.faultFor(request));
        seen.add(exchange);
        return exchange;
    }

    List<PassedExchange> all() {
        return seen.stream().map(Running::now).toList();
    }

    void forget() {
        seen.clear();
    }

    void spoil(FaultPlan ordered) {
        plan = ordered;
    }

    private static PassedRequest requestOf(HttpHead head) {
        String[] target = head.firstLine().get(1).split("\\?", 2);
        Map<String, String> query = target.length == 1 ? Map.of() : parametersOf(target[1]);
        return new PassedRequest(head.firstLine().get(0), target[0], query, Map.copyOf(head.headers()));
    }

    private static Map<String, String> parametersOf(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> (pair + "=").split("=", 3))
                .collect(Collectors.toUnmodifiableMap(
                        pair -> decoded(pair[0]), pair -> decoded(pair[1]), (first, second) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
