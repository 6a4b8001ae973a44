package dev.longshore.storage;

/**
 * A part that the store took, with the checksum of the bytes sent.
 *
 * @param etag with its quotes, as the store sent it
 */
public record SentPart(int number, long size, String etag, int crc32) {

    public HeldPart held() {
        return new HeldPart(number, size, etag, crc32);
    }
}
