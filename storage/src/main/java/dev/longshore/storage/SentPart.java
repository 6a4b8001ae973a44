package dev.longshore.storage;

/**
 * A part that the store took, with the checksums of the bytes sent.
 *
 * @param etag with its quotes, as the store sent it
 * @param md5 in hex
 */
public record SentPart(int number, long size, String etag, String md5, int crc32) {

    public HeldPart held() {
        return new HeldPart(number, size, etag, crc32);
    }
}
