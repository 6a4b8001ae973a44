package dev.longshore.lanes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * MD5 of several contents at once. A content's own steps wait for each other, so one after the other they use little of a
 * core; side by side in the lanes of a vector, sixteen take about as long as four do (AVX-512, JDK 17).
 */
public final class Md5Lanes {

    private static final String VECTORS = "jdk.incubator.vector";
    private static final int FEWEST_LANES = 8;
    private static final int FEWEST_CONTENTS = 6;
    private static final int WIDTH = width(ModuleLayer.boot());

    private Md5Lanes() {}

    /** How many contents are summed at once at most: 1 where this machine, or Java as it was started, has no lanes for it. */
    public static int width() {
        return WIDTH;
    }

    /** Whether so many contents of about the same size are summed faster here than one after the other. */
    public static boolean pays(int contents) {
        return contents >= FEWEST_CONTENTS && contents <= WIDTH;
    }

    /**
     * Reads all of them, some bytes of each in turn, and closes none.
     *
     * @param contents as many as there are lanes, or fewer
     * @throws IllegalArgumentException if there are more, or no lanes
     * @return the 16 bytes of each one's MD5, in their order
     */
    public static List<byte[]> digests(List<? extends InputStream> contents) throws IOException {
        if (WIDTH == 1 || contents.size() > WIDTH) {
            throw new IllegalArgumentException(contents.size() + " contents for " + WIDTH + " lanes");
        }
        Md5State state = new Md5State(WIDTH);
        List<Lane> lanes = new ArrayList<>(contents.size());
        for (int i = 0; i < contents.size(); i++) {
            lanes.add(new Lane(contents.get(i), state, i));
        }
        while (!lanes.stream().allMatch(Lane::hasEnded)) {
            for (Lane lane : lanes) {
                lane.fill();
            }
            advance(lanes, state);
        }
        return lanes.stream().map(Lane::digest).toList();
    }

    /** By all that was filled. The state of a lane that ends on the way is taken when it does; what comes after is of others. */
    private static void advance(List<Lane> lanes, Md5State state) {
        int done = 0;
        while (done < Lane.BLOCKS) {
            int at = done;
            lanes.forEach(lane -> lane.endAt(at));
            OptionalInt next = lanes.stream()
                    .filter(lane -> !lane.hasEnded())
                    .mapToInt(Lane::blocks)
                    .min();
            if (next.isEmpty()) {
                return;
            }
            Md5Vectors.add(state, done, next.getAsInt());
            done = next.getAsInt();
        }
    }

    private static int width(ModuleLayer java) {
        if (java.findModule(VECTORS).isEmpty()) {
            return 1;
        }
        int lanes = Md5Vectors.lanes();
        return lanes >= FEWEST_LANES ? lanes : 1;
    }
}
