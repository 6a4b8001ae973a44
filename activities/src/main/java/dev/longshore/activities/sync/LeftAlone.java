package dev.longshore.activities.sync;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once what a flow does not move, for it looks again and again; of more than a log can hold, how many it says. */
final class LeftAlone {

    private static final Logger LOG = LoggerFactory.getLogger(LeftAlone.class);

    private final int most;
    private final Set<Object> said = new HashSet<>();

    LeftAlone() {
        this(1_000);
    }

    LeftAlone(int most) {
        this.most = most;
    }

    /** @param what as it is to be said */
    void say(Object what, String why) {
        if (said.size() > most || !said.add(what)) {
            return;
        }
        if (said.size() > most) {
            LOG.warn("More than {} are left alone; the others are not said", most);
        } else {
            LOG.warn("{} is left alone: {}", what, why);
        }
    }
}
