package dev.longshore.benchmarks;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders archives of the API; the worker is measured. */
record LongshoreArchiver(Installation installation) implements Archiver {

    @Override
    public Child process() {
        return installation.worker();
    }

    @Override
    public JsonNode archive(Workload work, String key) throws IOException, InterruptedException {
        JsonNode job = installation.api().archive(work.forTheApi(key));
        if (job.at("/files/done").asInt() != work.objects()) {
            throw new IOException("Not all files are done: " + job);
        }
        JsonNode result = job.get("result");
        return JsonMapper.shared()
                .createObjectNode()
                .put("down", result.get("bytesRead").asLong())
                .put("up", result.get("bytesSent").asLong());
    }
}
