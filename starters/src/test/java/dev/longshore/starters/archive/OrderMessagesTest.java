package dev.longshore.starters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OrderMessagesTest {

    @Test
    void whatIsLoggedIsOneLineOfModestLength() {
        assertThat(OrderMessages.bounded("a\nb\u001b[31m")).isEqualTo("a b [31m");
        assertThat(OrderMessages.bounded("x".repeat(5000))).hasSize(301).endsWith("…");
    }

    @Test
    void whatMayBeASignatureOrAPasswordIsNotLogged() {
        assertThat(OrderMessages.bounded("no address: https://me:hidden@host/a.png?X-Amz-Signature=hidden end"))
                .isEqualTo("no address: https://…@host/a.png?… end");
    }

    @Test
    void ignoredFieldsAreNamedOnceAndOnlySome() {
        IgnoredFields ignored = new IgnoredFields();
        assertThat(ignored.isEmpty()).isTrue();

        ignored.found("directory", " in files[0]", "");
        ignored.found("directory", " in files[1]", "");
        ignored.found("y".repeat(500), "", "");
        for (int i = 0; i < 100; i++) {
            ignored.found("other" + i, "", "");
        }

        assertThat(ignored.toString())
                .startsWith("files[].directory, " + "y".repeat(60) + "…, other0, ")
                .doesNotContain("other50");
    }
}
