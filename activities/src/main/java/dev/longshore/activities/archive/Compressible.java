package dev.longshore.activities.archive;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says by name and size whether it is worth a look if a file gets smaller. */
final class Compressible {

    /** Below that it costs more requests than it spares bytes. */
    private static final long SMALLEST = 1024;

    /** So that the deflated bytes of any file are few enough parts of an upload. */
    private static final long LARGEST = 64L << 30;

    /** A file that gets smaller by less than one part in so many is stored. */
    private static final long WORTH = 10;

    /** What is compressed already, as everybody knows. */
    private static final Set<String> MEDIA = Set.of(
            ("3gp 7z aac aif apk arw avi avif br bz2 cab cr2 cr3 crx dng docm docx ear epub flac flv gif gz heic heif"
                            + " ipa jar jfif jp2 jpe jpeg jpg jxl jxr lz lz4 lzma m4a m4v mka mkv mov mp2 mp3 mp4 mpeg mpg"
                            + " nef oga ogg ogv opus orf pdf png pptm pptx rar rw2 ts vsix war webm webp whl wma wmv woff"
                            + " woff2 xlsm xlsx xpi xz z zip zipx zst")
                    .split(" ", -1));

    /** Kinds of pictures and sounds of which many are not compressed: they are worth a look. */
    private static final Set<String> PLAIN_MEDIA = Set.of(
            ("aiff basic bmp l16 midi svg+xml tiff vnd.adobe.photoshop vnd.microsoft.icon vnd.wave wav wave x-aiff"
                            + " x-bmp x-icon x-midi x-ms-bmp x-pn-wav x-tga x-wav")
                    .split(" ", -1));

    private Compressible() {}

    /** Whether somebody who wrote the object said that it is a picture, a sound or a film of a kind that is compressed. */
    static boolean isMedia(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] type =
                contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).split("/", 2);
        boolean isCompressed = type.length == 2 && !PLAIN_MEDIA.contains(type[1]) && !type[1].startsWith("x-portable-");
        return isCompressed && Set.of("image", "audio", "video").contains(type[0]);
    }

    static boolean isWorthALook(String name, long size) {
        return size >= SMALLEST && size <= LARGEST && !MEDIA.contains(extensionOf(name));
    }

    static boolean isGain(long deflated, long size) {
        return deflated > 0 && deflated <= size - size / WORTH;
    }

    private static String extensionOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
