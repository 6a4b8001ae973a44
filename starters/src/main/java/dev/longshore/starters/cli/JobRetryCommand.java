package dev.longshore.starters.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retry",
        description = "Try the failed files of an ended job again, under the same id. Without a filter: all of them.",
        footer = {
            "",
            "Examples:",
            "  longshore job retry archive:0198f2c4-… --wait",
            "  longshore job retry archive:0198f2c4-… --failure-type SOURCE_MISSING --ordinals 1,7-9",
        })
final class JobRetryCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JobParameter job = new JobParameter();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--wait", description = "Wait until it has ended.")
    private boolean wait;

    @Option(
            names = "--failure-type",
            paramLabel = "TYPE",
            description = "Only files that failed with this, such as SOURCE_MISSING.")
    private @Nullable String failureType;

    @Option(
            names = "--ordinals",
            paramLabel = "N,N-N",
            description = "Only these files, by the number that job files shows.")
    private @Nullable String ordinals;

    JobRetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = connection.api(surroundings);
        JobWish wish = new JobWish(api, new Screen(surroundings), waiting.isJson());
        JsonDocument answer = wish.send(job.path() + "/retry", filter());
        if (wait) {
            return waiting.await(answer, api, surroundings);
        }
        wish.tell(answer, "tries again");
        return ExitCodes.DONE;
    }

    private RequestBody filter() {
        List<String> fields = new ArrayList<>();
        if (failureType != null) {
            fields.add("\"failureType\":" + JsonDocument.ofText(failureType).line());
        }
        if (ordinals != null) {
            String numbers = new Ordinals(ordinals)
                    .numbers()
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(",", "\"ordinals\":[", "]"));
            fields.add(numbers);
        }
        return fields.isEmpty() ? RequestBody.none() : RequestBody.json("{" + String.join(",", fields) + "}");
    }
}
