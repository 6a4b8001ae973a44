package dev.longshore.activities.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That readers of five makes, when they are asked, do tell. */
class ContentsTest {

    private static final String FOLDER = "folder/";
    private static final String FILE = "folder/a.txt";

    @TempDir
    Path folder;

    private final Contents contents = new Contents();
    private Path zip;

    @BeforeEach
    void pack() throws IOException {
        zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(FOLDER));
            out.putNextEntry(new ZipEntry(FILE));
            out.write("content".getBytes(UTF_8));
        }
        contents.put(FOLDER, new byte[0]);
    }

    @AfterEach
    void sayWhoWasNotAsked() {
        assumeThat(ForeignReader.missing()).as("readers that were not asked").isEmpty();
    }

    @Test
    void whatIsThereIsFound() throws Exception {
        contents.put(FILE, "content".getBytes(UTF_8));

        assertThat(contents.differences(zip)).isEmpty();
    }

    @Test
    void allTellOtherBytes() throws Exception {
        contents.put(FILE, "contenT".getBytes(UTF_8));

        assertThat(contents.differences(zip))
                .startsWith("java.util.zip finds other bytes in " + FILE)
                .containsAll(installed(" gives other bytes"));
    }

    @Test
    void allTellBytesThatAreMissing() throws Exception {
        contents.put(FILE, "content and more".getBytes(UTF_8));

        assertThat(contents.differences(zip)).containsAll(installed(" gives other bytes"));
    }

    @Test
    void anotherNameIsTold() throws Exception {
        contents.put("folder/b.txt", "content".getBytes(UTF_8));

        assertThat(contents.differences(zip)).singleElement().asString().contains("other names", FILE);
    }

    @Test
    void allTellAWrongChecksum() throws Exception {
        byte[] bytes = Files.readAllBytes(zip);
        int directory = new String(bytes, ISO_8859_1).lastIndexOf("PK\1\2");
        bytes[directory + 16]++;
        Files.write(zip, bytes);

        List<String> complaints = ForeignReader.complaints(bytes, folder);

        assertThat(complaints).hasSameSizeAs(ForeignReader.installed());
    }

    private static List<String> installed(String difference) {
        return ForeignReader.installed().stream()
                .map(reader -> reader + difference)
                .toList();
    }
}
