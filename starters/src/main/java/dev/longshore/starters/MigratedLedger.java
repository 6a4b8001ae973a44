package dev.longshore.starters;

import dev.longshore.ledger.Ledger;
import dev.longshore.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Brings the tables up to date before the app listens; a database that is just starting is waited for. */
final class MigratedLedger implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(MigratedLedger.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN_AFTER = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final InstantSource clock;
    private Instant said = Instant.MIN;

    MigratedLedger(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Throws {@link LedgerUnavailableException} if the database does not answer for a minute. */
    @Override
    public void afterPropertiesSet() throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        while (!isMigrated(end)) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean isMigrated(Instant end) {
        try {
            ledger.migrate();
            return true;
        } catch (LedgerUnavailableException away) {
            if (clock.instant().isAfter(end)) {
                throw away;
            }
            say(away);
            return false;
        }
    }

    private void say(LedgerUnavailableException away) {
        Instant now = clock.instant();
        if (said.isBefore(now.minus(SAY_AGAIN_AFTER))) {
            LOG.warn("Waiting for the ledger: {}", away.getMessage());
            said = now;
        }
    }
}
