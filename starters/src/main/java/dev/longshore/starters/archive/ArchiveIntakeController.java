package dev.longshore.starters.archive;

import dev.longshore.ledger.IntakePause;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The valve of the intake: what is said here stands in the ledger, so it holds for all processes and over restarts. */
@RestController
public final class ArchiveIntakeController {

    private static final int MAX_BODY = 1024;

    private final ArchiveIntake intake;
    private final IntakeGate gate;
    private final IntakeFigures figures;
    private final StrictJson json;

    ArchiveIntakeController(ArchiveIntake intake, IntakeGate gate, IntakeFigures figures, StrictJson json) {
        this.intake = intake;
        this.gate = gate;
        this.figures = figures;
        this.json = json;
    }

    @GetMapping("/api/archive/intake")
    IntakeView show() {
        Optional<IntakePause> pause = gate.pause();
        long unfinished = gate.unfinished();
        return new IntakeView(
                ZipArchiveStarter.ROOM,
                intake.queueName().orElse(null),
                stateOf(pause.isPresent(), unfinished),
                pause.map(IntakePause::by).orElse(null),
                pause.map(IntakePause::since).orElse(null),
                intake.trouble().orElse(null),
                unfinished,
                gate.limit(),
                messages(),
                oldestSeconds());
    }

    @PostMapping("/api/archive/pause")
    IntakeView pause(HttpServletRequest request) {
        requireNothingIn(request);
        gate.pause(ZipArchiveController.LOCAL_USER);
        return show();
    }

    @PostMapping("/api/archive/resume")
    IntakeView resume(HttpServletRequest request) {
        requireNothingIn(request);
        gate.resume();
        return show();
    }

    private void requireNothingIn(HttpServletRequest request) {
        json.read(RequestBody.read(request, MAX_BODY), Nothing.class);
    }

    private String stateOf(boolean paused, long unfinished) {
        if (paused) {
            return "paused";
        }
        if (intake.queueName().isEmpty()) {
            return "off";
        }
        if (intake.trouble().isPresent()) {
            return "waiting";
        }
        return unfinished >= gate.limit() ? "full" : "running";
    }

    private IntakeView.Messages messages() {
        return new IntakeView.Messages(
                figures.count("received"), figures.count("started"), figures.count("again"), figures.count("refused"));
    }

    private @Nullable Long oldestSeconds() {
        return figures.oldestAge().map(Duration::toSeconds).orElse(null);
    }

    record Nothing() {}
}
