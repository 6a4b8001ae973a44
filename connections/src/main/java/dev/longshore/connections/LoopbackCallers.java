package dev.longshore.connections;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask a server that listens on loopback and knows no accounts: not the web pages of others, which a browser brings here from
 * another Origin, or under a name of theirs that points to 127.0.0.1 (the Host).
 */
public final class LoopbackCallers {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[(0{0,4}:){2,7}0{0,3}1])(:[0-9]{1,5})?");

    private LoopbackCallers() {}

    /** Takes the headers of a request; empty if it is welcome. */
    public static Optional<String> whyForeign(@Nullable String host, @Nullable String origin) {
        if (host == null || !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(
                    "Host " + host + " is foreign: this app answers to localhost, 127.0.0.1 and [::1] only.");
        }
        boolean isOwn = origin == null
                || origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host);
        return isOwn
                ? Optional.empty()
                : Optional.of("Origin " + origin + " is foreign: pages of other sites may not ask here.");
    }
}
