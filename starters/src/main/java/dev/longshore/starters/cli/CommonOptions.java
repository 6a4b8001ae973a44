package dev.longshore.starters.cli;

import picocli.CommandLine.Option;

/** What every verb understands. */
public final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--debug", description = "Show where an error comes from.")
    private boolean debug;

    public boolean isDebug() {
        return debug;
    }
}
