package dev.longshore.activities.archive;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What requests cost. The defaults are those of S3 Standard in us-east-1.
 *
 * @param per1000Writes PUT, COPY, POST and LIST
 * @param per1000Reads GET and HEAD
 * @param currency as it is to be shown
 */
@ConfigurationProperties("longshore.archive")
public record RequestPriceProperties(
        @Name("price-per-1000-writes") @DefaultValue("0.005")
        BigDecimal per1000Writes,

        @Name("price-per-1000-reads") @DefaultValue("0.0004")
        BigDecimal per1000Reads,

        @Name("price-currency") @DefaultValue("USD") String currency) {

    private static final int THOUSAND = 3;

    public RequestPriceProperties {
        requireAmount("price-per-1000-writes", per1000Writes);
        requireAmount("price-per-1000-reads", per1000Reads);
        require(currency.matches("[A-Z]{3}"), "price-currency", currency, "three capital letters, such as USD");
    }

    /** As a decimal number without an exponent. */
    String of(RequestCounts requests) {
        BigDecimal writes = per1000Writes.multiply(BigDecimal.valueOf(requests.at(RequestKind.Price.WRITE)));
        BigDecimal reads = per1000Reads.multiply(BigDecimal.valueOf(requests.at(RequestKind.Price.READ)));
        BigDecimal price = writes.add(reads).movePointLeft(THOUSAND);
        return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
    }

    private static void requireAmount(String key, BigDecimal amount) {
        boolean isPlausible = amount.signum() >= 0 && amount.precision() <= 18 && Math.abs(amount.scale()) <= 18;
        require(isPlausible, key, amount, "0 or more, of at most 18 digits");
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("longshore.archive." + key + " is '" + value + "', allowed: " + allowed);
        }
    }
}
