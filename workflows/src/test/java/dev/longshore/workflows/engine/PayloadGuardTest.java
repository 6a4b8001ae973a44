package dev.longshore.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PayloadGuardTest {

    @Test
    void refusesAPayloadOver256KiBAndSaysWhere() {
        String list = "x".repeat(256 * 1024);

        assertThatThrownBy(() -> PayloadGuard.guardedConverter().toPayload(list))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessageContaining("over the limit of 262144 bytes")
                .hasMessageContaining("belong in the ledger");
    }

    @Test
    void letsIdsAndCursorsPass() {
        var payload = PayloadGuard.guardedConverter().toPayload("archive:1").orElseThrow();

        assertThat(PayloadGuard.guardedConverter().fromPayload(payload, String.class, String.class))
                .isEqualTo("archive:1");
    }
}
