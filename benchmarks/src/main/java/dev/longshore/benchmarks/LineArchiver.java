package dev.longshore.benchmarks;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that takes orders line by line, and answers so. */
final class LineArchiver implements Archiver {

    private final Child process;

    /** Once it has said that it is ready. */
    LineArchiver(Child process) throws IOException {
        this.process = process;
        process.lineWith("{\"ready\"");
    }

    @Override
    public Child process() {
        return process;
    }

    @Override
    public JsonNode archive(Workload work, String key) throws IOException {
        process.say(work.forAPeer(key));
        return JsonMapper.shared().readTree(process.lineWith("{"));
    }
}
