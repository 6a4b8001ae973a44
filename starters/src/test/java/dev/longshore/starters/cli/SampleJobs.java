package dev.longshore.starters.cli;

/** Jobs and files as the API writes them. */
public final class SampleJobs {

    public static final String ID = "archive:0198f2c4-7f00-7000-8000-000000000001";
    static final String PATH = "/api/jobs/" + ID;

    private SampleJobs() {}

    public static String job(String state, int done, int failed) {
        String finished = state.equals("running") || state.equals("queued") ? "null" : "\"2026-11-21T11:20:55.5Z\"";
        return """
                {"id":"%s","room":"archive","state":"%s","waitingFor":null,\
                "files":{"total":500,"done":%d,"failed":%d,"skipped":0},\
                "bytes":{"total":524288000,"done":%d},"createdAt":"2026-11-21T11:20:51Z",\
                "startedAt":"2026-11-21T11:20:52Z","finishedAt":%s,"submittedBy":"anna","failure":null,"result":null,\
                "links":{"self":"%s","files":"%s/files","engine":null}}""".formatted(ID, state, done, failed, done * 1_048_576L, finished, PATH, PATH);
    }

    static String waitingFor(String what) {
        return job("running", 120, 0).replace("\"waitingFor\":null", "\"waitingFor\":\"" + what + "\"");
    }

    static String withTimeLeft(int seconds) {
        return job("running", 120, 0).replace("\"createdAt\"", "\"secondsLeft\":" + seconds + ",\"createdAt\"");
    }

    static String withResult(String result) {
        return job("done", 500, 0).replace("\"result\":null", "\"result\":" + result);
    }

    static String failed(String type, String message) {
        return job("failed", 120, 1)
                .replace("\"failure\":null", "\"failure\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}");
    }

    static String file(int ordinal, String source, String state) {
        return """
                {"ordinal":%d,"source":"%s","target":"album/%d.png","state":"%s","bytes":1572864,\
                "checksum":null,"attempts":1,"failure":null,"startedAt":null,"finishedAt":null}""".formatted(ordinal, source, ordinal, state);
    }

    static String page(String next, String... items) {
        return "{\"items\":[" + String.join(",", items) + "],\"next\":" + next + "}";
    }
}
