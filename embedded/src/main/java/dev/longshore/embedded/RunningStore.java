package dev.longshore.embedded;

import java.net.URI;

/** An S3 server of others that somebody has started, and whoever may do all in it. */
public record RunningStore(URI endpoint, String accessKey, String secretKey) {

    /** Names the endpoint of a Ceph gateway. */
    public static final String RGW = "LONGSHORE_RGW_ENDPOINT";

    private static final String RGW_ACCESS_KEY = "LONGSHORE_RGW_ACCESS_KEY";
    private static final String RGW_SECRET_KEY = "LONGSHORE_RGW_SECRET_KEY";

    /** Needs {@link #RGW} in the environment, and the two keys beside it. */
    public static RunningStore rgw() {
        return new RunningStore(URI.create(said(RGW)), said(RGW_ACCESS_KEY), said(RGW_SECRET_KEY));
    }

    private static String said(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(variable + " is not set, which the running Ceph gateway needs");
        }
        return value;
    }
}
