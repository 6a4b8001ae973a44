package dev.longshore.starters.health;

import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.starters.engine.EngineGate;
import dev.longshore.starters.guard.RequestBody;
import dev.longshore.starters.guard.StrictJson;
import dev.longshore.starters.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public final class HealthController {

    private static final int MAX_BODY = 1024;

    private final HealthCheck check;
    private final EngineGate gate;
    private final StrictJson json;

    HealthController(HealthCheck check, EngineGate gate, StrictJson json) {
        this.check = check;
        this.gate = gate;
        this.json = json;
    }

    @GetMapping("/api/health")
    ResponseEntity<Health> health() {
        Health health = check.ask();
        return ResponseEntity.status(health.isUp() ? 200 : 503).body(health);
    }

    @PostMapping("/api/engine/adopt")
    Health.EnginePart adopt(HttpServletRequest request) {
        json.read(RequestBody.read(request, MAX_BODY), Nothing.class);
        try {
            gate.adopt();
        } catch (EngineUnavailableException away) {
            throw RefusedException.unavailable("There is no engine to adopt: " + away.getMessage() + ".");
        }
        return check.engine();
    }

    record Nothing() {}
}
