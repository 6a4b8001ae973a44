package dev.longshore.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbedStoresTest {

    private static LedgerServer server;

    @BeforeAll
    static void start() throws Exception {
        server = LedgerServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void remembersTheLastAnswerOfEachEndpoint() {
        ProbedStores stores = server.ledger().probedStores();

        stores.note("", "http://a", "{\"copiesParts\": false}");
        stores.note("", "http://b", "{}");
        stores.note("", "http://a", "{\"copiesParts\": true}");

        assertThat(stores.find("", "http://a").orElseThrow().abilities()).isEqualTo("{\"copiesParts\": true}");
        assertThat(stores.find("other", "http://a")).isEmpty();
        assertThat(stores.list()).extracting(ProbedStore::endpoint).containsExactly("http://a", "http://b");
    }
}
