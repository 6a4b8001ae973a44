package dev.longshore.starters.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place on the network, as it stands in an address of whatever kind. */
record HostPort(String host, int port) {

    private static final int TO_CONNECT_MILLIS = 3_000;

    /**
     * Reads {@code host:port}, {@code http://host}, {@code https://host:port/path} and {@code
     * jdbc:postgresql://host:port/database}.
     */
    static Optional<HostPort> in(String address) {
        Matcher matcher = Pattern.compile(
                        "(?:([a-z0-9:+]+)://)?(?:[^/@]*@)?(\\[[0-9a-fA-F:.]+]|[^/:?,\\[]+)(?::(\\d{1,5}))?(?:[/?,].*)?")
                .matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(3) == null ? usualPort(matcher.group(1)) : Integer.parseInt(matcher.group(3));
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new HostPort(host, port));
    }

    /** Whether somebody listens there; empty if so, else why not. */
    Optional<String> whyUnreachable() {
        try (Socket socket = new Socket()) {
            InetSocketAddress place = new InetSocketAddress(host, port);
            if (place.isUnresolved()) {
                return Optional.of("no such host");
            }
            socket.connect(place, TO_CONNECT_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }

    private static int usualPort(@Nullable String scheme) {
        return switch (scheme == null ? "" : scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "jdbc:postgresql", "postgresql" -> 5432;
            default -> 0;
        };
    }
}
