package dev.longshore.starters.cli;

import dev.longshore.starters.cli.Finding.Verdict;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = {
            "Look whether this machine and the services that are set have what Longshore needs, and say what to do.",
            "Works without a server. Exit code: 0 if nothing fails, 1 else.",
        },
        footer = {"", "Example:", "  longshore doctor"})
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print JSON: one finding a line.")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(surroundings);
        List<Verdict> verdicts = checks().flatMap(check -> check.get().stream())
                .map(finding -> told(finding, screen))
                .toList();
        screen.flush();
        return verdicts.contains(Verdict.FAIL) ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    /** One after the other, so that each is told as soon as it is known. */
    private Stream<Supplier<List<Finding>>> checks() {
        DataFolder data = connection.dataFolder(surroundings);
        MachineCheck machine = new MachineCheck(surroundings, data);
        ApiCheck api = new ApiCheck(() -> connection.address(surroundings), connection.api(surroundings));
        ServiceCheck services = new ServiceCheck(surroundings, data);
        return Stream.of(
                () -> List.of(machine.java(), machine.maven(), machine.disk()),
                () -> new PortCheck(surroundings, data, api.isHere()).all(),
                () -> List.of(api.finding()),
                () -> List.of(new EngineCheck(surroundings, data).finding()),
                () -> List.of(services.store(), services.database()));
    }

    private Verdict told(Finding finding, Screen screen) {
        if (json) {
            screen.line(finding.json());
        } else {
            String word = finding.verdict().word();
            String padded = word + " ".repeat(6 - word.length());
            String check = finding.check()
                    + " ".repeat(Math.max(1, 16 - finding.check().length()));
            screen.line(screen.paint(Style.ofState(word), padded) + check + Texts.harmless(finding.what()));
            if (!finding.remedy().isEmpty()) {
                screen.line(" ".repeat(22) + "-> " + Texts.harmless(finding.remedy()));
            }
        }
        screen.flush();
        return finding.verdict();
    }
}
