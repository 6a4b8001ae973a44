package dev.longshore.starters.cli;

import java.util.Map;

/** Tells the API what the user wants of a job, and the user how the job stands then. */
final class JobWish {

    private final Api api;
    private final Screen screen;
    private final boolean json;

    JobWish(Api api, Screen screen, boolean json) {
        this.api = api;
        this.screen = screen;
        this.json = json;
    }

    JsonDocument send(String path, RequestBody body) {
        return api.post(path, body, Map.of());
    }

    /** @param said such as {@code will pause} */
    void tell(JsonDocument job, String said) {
        if (json) {
            screen.line(job.line());
        } else {
            JobView view = new JobView(job);
            screen.line(Texts.harmless(view.id() + " " + said + " (now " + view.state() + ")"));
        }
        screen.flush();
    }
}
