package dev.longshore.starters.archive;

import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class ArchiveSweepController {

    private static final int MAX_BODY = 1 << 12;

    private final ArchiveSweep sweep;
    private final StrictJson json = new StrictJson();

    ArchiveSweepController(ArchiveSweep sweep) {
        this.sweep = sweep;
    }

    record SweepOrder(@Nullable String olderThan) {}

    @GetMapping("/api/archive/sweep")
    SweepView look(@RequestParam(required = false) @Nullable String olderThan) {
        return sweep.look(SweepAge.of(olderThan));
    }

    @PostMapping("/api/archive/sweep")
    SweepView remove(HttpServletRequest request) {
        SweepOrder order = json.read(RequestBody.read(request, MAX_BODY), SweepOrder.class);
        return sweep.remove(SweepAge.of(order.olderThan()));
    }
}
