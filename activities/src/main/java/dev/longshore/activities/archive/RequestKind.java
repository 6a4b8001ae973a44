package dev.longshore.activities.archive;

import java.util.Locale;

/** What a store is asked for, as it is counted and paid for. */
enum RequestKind {
    HEAD(Price.READ),
    GET(Price.READ),
    PUT(Price.WRITE),
    COPY(Price.WRITE),
    /** The begin of an upload. */
    CREATE(Price.WRITE),
    /** The end of an upload, which makes its object. */
    COMPLETE(Price.WRITE),
    /** Also an upload that is given up. */
    DELETE(Price.FREE),
    LIST(Price.WRITE);

    /** Stores know two prices. */
    enum Price {
        WRITE,
        READ,
        FREE
    }

    private final Price price;

    RequestKind(Price price) {
        this.price = price;
    }

    Price price() {
        return price;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
