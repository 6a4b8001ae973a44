package dev.longshore.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders, modes and times, as programs of others see and unpack them, each in another time zone. */
class ModesAndTimesTest {

    private static final Instant TIME = Instant.parse("2026-11-21T11:20:51Z");
    private static final Instant EARLIER = Instant.parse("1999-12-31T23:59:59Z");

    private static final String PYTHON = """
            import struct, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive, open(sys.argv[1], 'rb') as raw:
                for entry in archive.infolist():
                    raw.seek(entry.header_offset + 26)
                    name, extra = struct.unpack('<HH', raw.read(4))
                    local = raw.read(name + extra)[name:]
                    print(entry.filename, oct(entry.external_attr >> 16), entry.external_attr & 0xffff, entry.is_dir(),
                          entry.file_size, entry.compress_type, entry.create_system, entry.date_time,
                          struct.unpack('<HHBi', entry.extra), local == entry.extra)
            """;

    @TempDir
    Path folder;

    private Path zip = Path.of("");

    @BeforeEach
    void build() throws IOException {
        zip = new BuiltArchive(
                        List.of(
                                new SampleFile("empty/", new byte[0], EARLIER),
                                new SampleFile("größe/a.txt", new byte[] {1, 2, 3}, TIME)),
                        64)
                .writtenTo(folder);
    }

    @Test
    void allReadersTakeFolders() throws IOException {
        assertThat(ZipReaders.complaints(zip, 2)).isEmpty();
        assumeThat(ZipReaders.missing()).as("readers that were not asked").isEmpty();
    }

    @Test
    void bothHeadersSayModeAndTime() throws IOException {
        assertThat(said("python3", "-c", PYTHON, zip.toString()))
                .containsExactly(
                        "empty/ 0o40755 16 True 0 0 3 (1999, 12, 31, 23, 59, 58) (21589, 5, 1, 946684799) True",
                        "größe/a.txt 0o100644 0 False 3 0 3 (2026, 11, 21, 11, 20, 50)"
                                + " (21589, 5, 1, 1795260051) True");
    }

    @Test
    void aListingShowsAFolderAndAFileOfUnix() throws IOException {
        List<String> lines = said("zipinfo", zip.toString());

        assertThat(lines).anyMatch(line -> line.matches("drwxr-xr-x +2\\.0 unx +0 .. stor .* empty/"));
        assertThat(lines).anyMatch(line -> line.matches("-rw-r--r-- +2\\.0 unx +3 .. stor .*a\\.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"unzip,-q", "bsdtar,-xf", "7z,x"})
    void unpackingGivesTheFolderTheModesAndTheTimesToTheSecond(String program, String verb) throws IOException {
        said(program, verb, zip.toString());

        assertThat(folder.resolve("empty")).isEmptyDirectory();
        assertThat(modeOf("empty")).isEqualTo("rwxr-xr-x");
        assertThat(modeOf("größe/a.txt")).isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(folder.resolve("größe/a.txt")).toInstant())
                .isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(folder.resolve("empty")).toInstant())
                .isEqualTo(EARLIER);
    }

    private String modeOf(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private List<String> said(String program, String... arguments) throws IOException {
        assumeTrue(ZipReaders.isInstalled(program), "there is no " + program + " here");
        return ZipReaders.said(folder, program, arguments);
    }
}
