package dev.longshore.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Chooses what is measured. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures Longshore and prints a table of it.",
        subcommands = {
            ArchiveBenchmark.class,
            RequestsBenchmark.class,
            EngineBenchmark.class,
            LedgerBenchmark.class,
            LauncherBenchmark.class,
            SyncBenchmark.class
        },
        footer = {"", "Example:", "  benchmarks archive --objects 500 --bytes 1048576 --rounds 5"})
public final class Benchmarks implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to measure: archive, requests, engine, ledger, launcher or sync.");
    }
}
