package dev.longshore.ledger;

import java.nio.charset.StandardCharsets;

/** Text as PostgreSQL can keep it. */
public final class Storable {

    private static final int LONGEST_MESSAGE = 4_000;

    private Storable() {}

    /** Replaces what cannot be stored, and cuts what is too long, never in the middle of a character. */
    public static String cut(String message) {
        String whole = new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '?');
        if (whole.length() <= LONGEST_MESSAGE) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST_MESSAGE - 1)) ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE;
        return whole.substring(0, end);
    }

    /** Refuses a name that would not come back as it is, for then another file would be meant. */
    static String name(long ordinal, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '\0') {
                throw new IllegalArgumentException("The name of file " + ordinal + " holds a NUL character");
            }
            if (isHalfACharacter(name, i)) {
                throw new IllegalArgumentException("The name of file " + ordinal + " is no valid Unicode");
            }
        }
        return name;
    }

    private static boolean isHalfACharacter(String name, int at) {
        char character = name.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == name.length() || !Character.isLowSurrogate(name.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(name.charAt(at - 1)));
    }
}
