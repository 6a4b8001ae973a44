package dev.longshore.activities.archive;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How archives are built.
 *
 * @param partSize what one request carries; grows by itself where 10,000 parts would not do. S3 takes no less than 5 MB
 * @param pageBytes how many bytes of parts one step builds
 * @param partsAtOnce how many parts that hold headers one step builds at a time; each keeps up to a part in memory
 * @param bufferLimit parts up to this size are kept in memory until they are sent; larger ones are read twice where a
 *     checksum is not known
 * @param pageFiles how many files one step inspects
 * @param copyInStore whether stores that can do so copy large entries themselves, without their bytes passing here
 * @param nativeDeflater whether files are deflated by Intel's deflater where its machine code can be loaded
 * @param baseUrl what download links begin with, also by {@code ARCHIVE_BASE_URL}; null for no links
 */
@ConfigurationProperties("longshore.archive")
public record ZipArchiveProperties(
        @DefaultValue("8MB") DataSize partSize,
        @DefaultValue("256MB") DataSize pageBytes,
        @DefaultValue("3") int partsAtOnce,
        @DefaultValue("16MB") DataSize bufferLimit,
        @DefaultValue("1000") int pageFiles,
        @DefaultValue("true") boolean copyInStore,
        @DefaultValue("true") boolean nativeDeflater,
        @Nullable String baseUrl) {

    public ZipArchiveProperties {
        require(partSize.toBytes() >= DataSize.ofMegabytes(5).toBytes(), "part-size", partSize, "5MB or more");
        require(partSize.toBytes() <= DataSize.ofGigabytes(5).toBytes(), "part-size", partSize, "5GB or less");
        require(pageBytes.toBytes() >= partSize.toBytes(), "page-bytes", pageBytes, "part-size or more");
        require(partsAtOnce > 0 && partsAtOnce <= 64, "parts-at-once", partsAtOnce, "1 to 64");
        require(
                bufferLimit.toBytes() <= DataSize.ofMegabytes(512).toBytes(),
                "buffer-limit",
                bufferLimit,
                "512MB or less");
        require(pageFiles > 0 && pageFiles <= 1000, "page-files", pageFiles, "1 to 1000");
    }

    /** Parts of this size, in a page of them; at least one. */
    int partsPerPage(long size) {
        return (int) Math.max(1, Math.min(500, pageBytes.toBytes() / size));
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("longshore.archive." + key + " is '" + value + "', allowed: " + allowed);
        }
    }
}
