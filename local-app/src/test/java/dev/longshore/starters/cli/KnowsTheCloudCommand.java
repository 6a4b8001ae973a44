package dev.longshore.starters.cli;

import software.amazon.awssdk.core.exception.SdkException;

/** A sample that the house rules must catch. */
public final class KnowsTheCloudCommand {

    public Class<?> other() {
        return SdkException.class;
    }
}
