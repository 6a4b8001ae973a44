package dev.longshore.ledger.misplaced;

import org.springframework.context.ApplicationContext;

/** A sample that the house rules must catch. */
public final class KnowsSpring {

    public Class<?> other() {
        return ApplicationContext.class;
    }
}
