package dev.longshore.workflows.misplaced;

import java.util.Random;

/** A sample that the house rules must catch. */
public final class ThrowsDice {

    public int dice() {
        return new Random().nextInt(6);
    }
}
