package dev.longshore.storage;

import java.util.List;

/**
 * What a splice did.
 *
 * @param parts all of them, in order, as {@link S3Upload#complete} wants them
 * @param crc32 of all bytes
 * @param bytesSent that went to the store, those that had to go twice included
 * @param bytesSentAgain of these, those that went in place of bytes sent before
 */
public record SpliceResult(List<HeldPart> parts, int crc32, long bytesSent, long bytesSentAgain) {

    public SpliceResult {
        parts = List.copyOf(parts);
    }
}
