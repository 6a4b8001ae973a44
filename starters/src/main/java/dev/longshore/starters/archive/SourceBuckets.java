package dev.longshore.starters.archive;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import dev.longshore.storage.ObjectAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The different buckets among a million addresses; a few, for each is asked for. */
final class SourceBuckets {

    private static final int MOST = 100;

    private final Set<ObjectAddress> known = new HashSet<>();
    private final List<ObjectAddress> inOrder = new ArrayList<>();

    /** Says whether the bucket was not known yet. */
    boolean add(ObjectAddress address) {
        ObjectAddress bucket = address.withKey("");
        if (!known.add(bucket)) {
            return false;
        }
        if (known.size() > MOST) {
            throw badRequest("The sources are in more than " + MOST + " buckets, the most that one job takes.");
        }
        inOrder.add(bucket);
        return true;
    }

    List<ObjectAddress> all() {
        return List.copyOf(inOrder);
    }
}
