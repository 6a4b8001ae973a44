package dev.longshore.starters.archive;

import org.springframework.context.ApplicationContext;

/** A sample that the house rules must catch. */
public final class KnowsSpringCommand {

    public Class<?> other() {
        return ApplicationContext.class;
    }
}
