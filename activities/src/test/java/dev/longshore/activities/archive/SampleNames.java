package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Names as people give them, in many scripts, in folders, up to as long as a key may be; the same for the same seed. */
final class SampleNames {

    static final int LONGEST = 1024;

    /** What a store of files takes between two slashes, which has to name its own temporary files after them. */
    private static final int LONGEST_PART = 200;

    private static final int LONGEST_WORD = 40;

    private static final String[] WORDS = {
        "photo",
        "Größe",
        "фотография",
        "写真",
        "𠮷野家",
        "사진",
        "صورة",
        "תמונה",
        "नमस्ते",
        "ภาพถ่าย",
        "😀",
        "👩‍👩‍👧",
        "👍🏽",
        "e\u0301te\u0301", // letters with marks of their own
        "été",
        "Z\u0337\u0338\u0334a\u0351",
        "-rf",
        "[a]{b}(2)",
        "a b+c%20&d",
        "'\"$~;=@!#",
        ".hidden",
        "CON"
    };

    private final Random random;

    SampleNames(Random random) {
        this.random = random;
    }

    /** Of a file; no other number gives the same, nor a folder of another. */
    String file(int number) {
        String end = "-" + number + (random.nextBoolean() ? ".bin" : "");
        int room = random.nextInt(4) == 0 ? 900 : 60;
        StringBuilder name = new StringBuilder();
        for (int depth = random.nextInt(5); depth > 0; depth--) {
            name.append(part(Math.min(LONGEST_PART, room / 5))).append('/');
        }
        int left = Math.min(LONGEST_PART, room - bytes(name.toString())) - bytes(end);
        return name + part(Math.max(20, left)) + end;
    }

    /** Of a file, exactly so many bytes long. */
    String fileOf(int bytes) {
        StringBuilder name = new StringBuilder();
        int left = bytes;
        for (; left > LONGEST_PART; left -= LONGEST_PART) {
            name.append(padded(LONGEST_PART - 1)).append('/');
        }
        return name + padded(left);
    }

    /** Of a folder without its slash. */
    String folder(int number) {
        return part(40) + "-folder-" + number;
    }

    /** Some words, of as many bytes at most; one word at least if there is room for none. */
    private String part(int most) {
        StringBuilder part = new StringBuilder(word());
        String next = word();
        while (bytes(part + next) <= most) {
            part.append(next);
            next = word();
        }
        return part.toString();
    }

    private String padded(int bytes) {
        String part = bytes < LONGEST_WORD ? "" : part(bytes);
        return part + "x".repeat(bytes - bytes(part));
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
