package dev.longshore.starters.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is.
 *
 * @param base without a slash at its end
 */
record ApiAddress(String base, Origin origin) {

    enum Origin {
        GIVEN("--url"),
        ENVIRONMENT("LONGSHORE_URL"),
        ENDPOINTS("endpoints.json"),
        USUAL("the usual address");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static ApiAddress find(@Nullable String url, DataFolder data, Surroundings surroundings) {
        if (url != null) {
            return checked(url, Origin.GIVEN);
        }
        Optional<String> set = surroundings.setting("LONGSHORE_URL");
        if (set.isPresent()) {
            return checked(set.get(), Origin.ENVIRONMENT);
        }
        return Endpoints.in(data)
                .flatMap(Endpoints::api)
                .map(api -> checked(api, Origin.ENDPOINTS))
                .orElse(new ApiAddress("http://127.0.0.1:8080", Origin.USUAL));
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    URI events(String path) {
        return URI.create("ws" + base.substring("http".length()) + path);
    }

    private static ApiAddress checked(String url, Origin origin) {
        try {
            URI uri = new URI(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean isPlain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null && isPlain) {
                String rest = uri.toString().substring(scheme.length());
                return new ApiAddress(scheme + rest.replaceAll("/+$", ""), origin);
            }
            throw wrong(url, origin);
        } catch (URISyntaxException e) {
            throw wrong(url, origin).because(e);
        }
    }

    private static CommandFailure wrong(String url, Origin origin) {
        return CommandFailure.refused(
                origin.words() + " is '" + url + "'", "it must look like http://127.0.0.1:8080 or https://host/path");
    }
}
