package dev.longshore.worker;

import dev.longshore.connections.WrongSettingException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a worker process.
 *
 * @param pools the rooms it works for
 * @param port of its health and metrics, on loopback; 0 takes a free one
 * @param stepsAtOnce how many steps of one room it does at a time
 * @param heartbeatThrottle the longest time between two heartbeats that reach the engine
 * @param drain how long running steps get to reach a resumable point when the process stops
 */
@ConfigurationProperties("longshore.worker")
public record WorkerProperties(
        @DefaultValue("archive") List<String> pools,
        @DefaultValue("0") int port,
        @DefaultValue("3") int stepsAtOnce,
        @DefaultValue("10s") Duration heartbeatThrottle,
        @DefaultValue("30s") Duration drain) {

    private static final List<String> ROOMS = List.of("archive", "sync");

    public WorkerProperties {
        pools = List.copyOf(pools);
        for (String pool : pools) {
            if (!ROOMS.contains(pool)) {
                throw new WrongSettingException("longshore.worker.pools", pool, String.join(", ", ROOMS));
            }
        }
        if (pools.isEmpty()) {
            throw new WrongSettingException("longshore.worker.pools", "", String.join(", ", ROOMS));
        }
        if (port < 0 || port > 65_535) {
            throw new WrongSettingException("longshore.worker.port", port, "0 to 65535");
        }
        if (stepsAtOnce < 1) {
            throw new WrongSettingException("longshore.worker.steps-at-once", stepsAtOnce, "1 or more");
        }
        if (heartbeatThrottle.isNegative() || heartbeatThrottle.isZero()) {
            throw new WrongSettingException("longshore.worker.heartbeat-throttle", heartbeatThrottle, "more than 0s");
        }
        if (drain.isNegative()) {
            throw new WrongSettingException("longshore.worker.drain", drain, "0s or more, for example 30s");
        }
    }
}
