package dev.longshore.lanes;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.NOT;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of MD5 (RFC 1321, 3.4), each for all lanes at once. Written as the compiler of JDK 17 makes vectors of it:
 * rounds whose steps stand in methods of their own, or all 64 in one, run at a fifth of the speed.
 */
final class Md5Vectors {

    private static final VectorSpecies<Integer> LANES = IntVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final int STEPS = 16;
    private static final int[] SINES = sines();

    private Md5Vectors() {}

    /** How many contents go side by side. */
    static int lanes() {
        return WIDTH;
    }

    /** Takes the blocks from one to another, that one excluded, of each lane. */
    static void add(Md5State state, int from, int to) {
        int[] sums = state.sums();
        int[] block = new int[STEPS * WIDTH];
        int[] next = new int[sums.length];
        for (int i = from; i < to; i++) {
            turn(state, i * STEPS, block);
            System.arraycopy(sums, 0, next, 0, sums.length);
            firstRound(next, block);
            secondRound(next, block);
            thirdRound(next, block);
            fourthRound(next, block);
            for (int at = 0; at < sums.length; at++) {
                sums[at] += next[at];
            }
        }
    }

    /** One block of each lane, lane by lane, becomes its words, word by word. */
    private static void turn(Md5State state, int at, int[] block) {
        for (int i = 0; i < STEPS; i++) {
            IntVector.fromArray(LANES, state.words(), at + i, state.firstWords(), 0)
                    .intoArray(block, i * WIDTH);
        }
    }

    private static void firstRound(int[] sums, int[] block) {
        IntVector a = sum(sums, 0);
        IntVector b = sum(sums, 1);
        IntVector c = sum(sums, 2);
        IntVector d = sum(sums, 3);
        for (int i = 0; i < STEPS; i += 4) {
            a = a.add(d.lanewise(XOR, b.lanewise(AND, c.lanewise(XOR, d))))
                    .add(word(block, i))
                    .add(SINES[i])
                    .lanewise(ROL, 7)
                    .add(b);
            d = d.add(c.lanewise(XOR, a.lanewise(AND, b.lanewise(XOR, c))))
                    .add(word(block, i + 1))
                    .add(SINES[i + 1])
                    .lanewise(ROL, 12)
                    .add(a);
            c = c.add(b.lanewise(XOR, d.lanewise(AND, a.lanewise(XOR, b))))
                    .add(word(block, i + 2))
                    .add(SINES[i + 2])
                    .lanewise(ROL, 17)
                    .add(d);
            b = b.add(a.lanewise(XOR, c.lanewise(AND, d.lanewise(XOR, a))))
                    .add(word(block, i + 3))
                    .add(SINES[i + 3])
                    .lanewise(ROL, 22)
                    .add(c);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, WIDTH);
        c.intoArray(sums, 2 * WIDTH);
        d.intoArray(sums, 3 * WIDTH);
    }

    private static void secondRound(int[] sums, int[] block) {
        IntVector a = sum(sums, 0);
        IntVector b = sum(sums, 1);
        IntVector c = sum(sums, 2);
        IntVector d = sum(sums, 3);
        for (int i = 0; i < STEPS; i += 4) {
            a = a.add(c.lanewise(XOR, d.lanewise(AND, b.lanewise(XOR, c))))
                    .add(word(block, 5 * i + 1))
                    .add(SINES[i + 16])
                    .lanewise(ROL, 5)
                    .add(b);
            d = d.add(b.lanewise(XOR, c.lanewise(AND, a.lanewise(XOR, b))))
                    .add(word(block, 5 * i + 6))
                    .add(SINES[i + 17])
                    .lanewise(ROL, 9)
                    .add(a);
            c = c.add(a.lanewise(XOR, b.lanewise(AND, d.lanewise(XOR, a))))
                    .add(word(block, 5 * i + 11))
                    .add(SINES[i + 18])
                    .lanewise(ROL, 14)
                    .add(d);
            b = b.add(d.lanewise(XOR, a.lanewise(AND, c.lanewise(XOR, d))))
                    .add(word(block, 5 * i + 16))
                    .add(SINES[i + 19])
                    .lanewise(ROL, 20)
                    .add(c);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, WIDTH);
        c.intoArray(sums, 2 * WIDTH);
        d.intoArray(sums, 3 * WIDTH);
    }

    private static void thirdRound(int[] sums, int[] block) {
        IntVector a = sum(sums, 0);
        IntVector b = sum(sums, 1);
        IntVector c = sum(sums, 2);
        IntVector d = sum(sums, 3);
        for (int i = 0; i < STEPS; i += 4) {
            a = a.add(b.lanewise(XOR, c).lanewise(XOR, d))
                    .add(word(block, 3 * i + 5))
                    .add(SINES[i + 32])
                    .lanewise(ROL, 4)
                    .add(b);
            d = d.add(a.lanewise(XOR, b).lanewise(XOR, c))
                    .add(word(block, 3 * i + 8))
                    .add(SINES[i + 33])
                    .lanewise(ROL, 11)
                    .add(a);
            c = c.add(d.lanewise(XOR, a).lanewise(XOR, b))
                    .add(word(block, 3 * i + 11))
                    .add(SINES[i + 34])
                    .lanewise(ROL, 16)
                    .add(d);
            b = b.add(c.lanewise(XOR, d).lanewise(XOR, a))
                    .add(word(block, 3 * i + 14))
                    .add(SINES[i + 35])
                    .lanewise(ROL, 23)
                    .add(c);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, WIDTH);
        c.intoArray(sums, 2 * WIDTH);
        d.intoArray(sums, 3 * WIDTH);
    }

    private static void fourthRound(int[] sums, int[] block) {
        IntVector a = sum(sums, 0);
        IntVector b = sum(sums, 1);
        IntVector c = sum(sums, 2);
        IntVector d = sum(sums, 3);
        for (int i = 0; i < STEPS; i += 4) {
            a = a.add(c.lanewise(XOR, b.lanewise(OR, d.lanewise(NOT))))
                    .add(word(block, 7 * i))
                    .add(SINES[i + 48])
                    .lanewise(ROL, 6)
                    .add(b);
            d = d.add(b.lanewise(XOR, a.lanewise(OR, c.lanewise(NOT))))
                    .add(word(block, 7 * i + 7))
                    .add(SINES[i + 49])
                    .lanewise(ROL, 10)
                    .add(a);
            c = c.add(a.lanewise(XOR, d.lanewise(OR, b.lanewise(NOT))))
                    .add(word(block, 7 * i + 14))
                    .add(SINES[i + 50])
                    .lanewise(ROL, 15)
                    .add(d);
            b = b.add(d.lanewise(XOR, c.lanewise(OR, a.lanewise(NOT))))
                    .add(word(block, 7 * i + 21))
                    .add(SINES[i + 51])
                    .lanewise(ROL, 21)
                    .add(c);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, WIDTH);
        c.intoArray(sums, 2 * WIDTH);
        d.intoArray(sums, 3 * WIDTH);
    }

    private static IntVector sum(int[] sums, int word) {
        return IntVector.fromArray(LANES, sums, word * WIDTH);
    }

    private static IntVector word(int[] block, int number) {
        return IntVector.fromArray(LANES, block, number % STEPS * WIDTH);
    }

    private static int[] sines() {
        int[] sines = new int[4 * STEPS];
        for (int i = 0; i < sines.length; i++) {
            sines[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * (1L << 32));
        }
        return sines;
    }
}
