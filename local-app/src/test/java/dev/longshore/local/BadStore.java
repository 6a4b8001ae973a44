package dev.longshore.local;

import dev.longshore.embedded.Fault;
import dev.longshore.embedded.FaultPlan;
import dev.longshore.embedded.PassedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a bad store does to requests, at random moments. */
final class BadStore implements FaultPlan {

    /** Its ways. */
    enum Vice {
        SLOW,
        BUSY,
        CUTS_WHAT_IT_IS_SENT,
        CUTS_WHAT_IT_SAYS,
        SAYS_NOTHING,
        LISTS_WHAT_WAS,
        FORGETS_UPLOADS,
        FAILS_WITH_A_GOOD_STATUS
    }

    private static final int ONE_OF = 4;

    /** Requests of uploads in parts are few. */
    private static final int SELDOM = 3;

    private static final int LONGEST_CUT = 30_000;
    private static final int MOST_LISTINGS = 20;
    private static final String FAILED =
            "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code><Message>We met an error</Message></Error>";
    private static final String FORGOTTEN =
            "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchUpload</Code><Message>No such upload</Message></Error>";

    private final SyncBucket bucket;
    private final Random random;
    private final Map<String, List<String>> listings = new ConcurrentHashMap<>();
    private final Set<Vice> shown = ConcurrentHashMap.newKeySet();

    /** @param bucket the same store, by a way that is not spoiled */
    BadStore(long seed, SyncBucket bucket) {
        this.bucket = bucket;
        random = new Random(seed);
    }

    @Override
    public Fault faultFor(PassedRequest request) {
        if (isListing(request)) {
            remember(request);
        }
        Vice vice = choose(request);
        if (vice == null) {
            return new Fault.None();
        }
        shown.add(vice);
        return fault(vice, request);
    }

    /** Whether it had a chance to show each of its vices. */
    boolean hasShownAll() {
        return shown.size() == Vice.values().length;
    }

    private synchronized @Nullable Vice choose(PassedRequest request) {
        List<Vice> possible = possible(request);
        Optional<Vice> unshown =
                possible.stream().filter(vice -> !shown.contains(vice)).findFirst();
        if (unshown.isPresent()) {
            return unshown.get();
        }
        boolean isSeldom = request.query().containsKey("uploadId");
        if (random.nextInt(isSeldom ? SELDOM : ONE_OF) > 0) {
            return null;
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private static List<Vice> possible(PassedRequest request) {
        List<Vice> possible = new ArrayList<>(List.of(Vice.SLOW, Vice.BUSY, Vice.SAYS_NOTHING));
        boolean isOfUpload = request.query().containsKey("uploadId");
        switch (request.method()) {
            case "PUT" -> possible.add(Vice.CUTS_WHAT_IT_IS_SENT);
            case "GET" -> possible.add(Vice.CUTS_WHAT_IT_SAYS);
            case "POST" -> {
                if (isOfUpload) {
                    possible.addAll(List.of(
                            Vice.FAILS_WITH_A_GOOD_STATUS, Vice.FAILS_WITH_A_GOOD_STATUS, Vice.FORGETS_UPLOADS));
                }
            }
            default -> possible.add(Vice.SAYS_NOTHING);
        }
        if (isListing(request)) {
            possible.addAll(List.of(Vice.LISTS_WHAT_WAS, Vice.LISTS_WHAT_WAS, Vice.LISTS_WHAT_WAS));
        }
        if (isOfUpload && request.method().equals("PUT")) {
            possible.add(Vice.FORGETS_UPLOADS);
        }
        return possible;
    }

    private Fault fault(Vice vice, PassedRequest request) {
        return switch (vice) {
            case SLOW -> new Fault.Delay(Duration.ofMillis(within(700)));
            case BUSY -> new Fault.Refuse(503);
            case CUTS_WHAT_IT_IS_SENT -> new Fault.CutRequest(within(LONGEST_CUT));
            case CUTS_WHAT_IT_SAYS -> new Fault.CutAnswer(within(LONGEST_CUT));
            case SAYS_NOTHING -> new Fault.LoseAnswer();
            case LISTS_WHAT_WAS -> new Fault.Answer(200, before(request));
            case FORGETS_UPLOADS -> {
                String key = request.path().substring(request.path().indexOf('/', 1) + 1);
                bucket.forgetUpload(key, request.query().getOrDefault("uploadId", ""));
                yield new Fault.Answer(404, FORGOTTEN);
            }
            case FAILS_WITH_A_GOOD_STATUS -> new Fault.Answer(200, FAILED);
        };
    }

    private synchronized int within(int most) {
        return random.nextInt(most);
    }

    /** Of the first page, as flows ask for it. */
    private static boolean isListing(PassedRequest request) {
        return request.method().equals("GET")
                && request.query().containsKey("list-type")
                && !request.query().containsKey("start-after")
                && !request.query().containsKey("continuation-token");
    }

    private void remember(PassedRequest request) {
        String now = bucket.listing(prefixOf(request));
        List<String> all = listings.computeIfAbsent(prefixOf(request), prefix -> new ArrayList<>());
        synchronized (all) {
            all.add(now);
            if (all.size() > MOST_LISTINGS) {
                all.remove(0);
            }
        }
    }

    private String before(PassedRequest request) {
        List<String> all = listings.getOrDefault(prefixOf(request), List.of());
        synchronized (all) {
            return all.get(within(all.size()));
        }
    }

    private static String prefixOf(PassedRequest request) {
        return request.query().getOrDefault("prefix", "");
    }
}
