package dev.longshore.starters.archive;

import java.util.LinkedHashSet;
import java.util.Set;

/** Lets unknown fields pass and remembers some of their names. */
final class IgnoredFields implements UnknownFields {

    private static final int MOST = 20;
    private static final int LONGEST = 60;

    private final Set<String> names = new LinkedHashSet<>();

    @Override
    public void found(String name, String place, String known) {
        if (names.size() < MOST) {
            String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
            names.add(place.isEmpty() ? shown : "files[]." + shown);
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
