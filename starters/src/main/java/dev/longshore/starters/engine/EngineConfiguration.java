package dev.longshore.starters.engine;

import dev.longshore.connections.EngineConnection;
import dev.longshore.connections.EngineUnavailableException;
import dev.longshore.ledger.Ledger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine of this app. */
@Configuration(proxyBeanMethods = false)
public class EngineConfiguration {

    @Bean
    TemporalJobEngine temporalJobEngine(EngineConnection connection) {
        if (connection.properties().address() == null) {
            throw new EngineUnavailableException(
                    "no engine is named: set TEMPORAL_ADDRESS, or give the --data folder of a running ./longshore up");
        }
        return new TemporalJobEngine(connection);
    }

    @Bean
    EngineGate engineGate(JobEngine engine, Ledger ledger) {
        return new EngineGate(engine, ledger);
    }

    @Bean
    EngineSide engineSide(JobEngine engine, EngineGate gate, Runs runs) {
        return new EngineSide(engine, gate, runs);
    }

    @Bean
    Runs runs(Ledger ledger, JobEngine engine, EngineGate gate, ObjectProvider<RoomRuns> rooms) {
        return new Runs(ledger.jobs(), engine, gate, rooms::stream);
    }
}
