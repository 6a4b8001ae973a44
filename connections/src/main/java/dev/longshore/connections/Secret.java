package dev.longshore.connections;

/** A setting that no log, error or payload may show. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
