package dev.longshore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that does not understand where a listing is to go on. */
@Timeout(60)
class CirclingStoreTest {

    private static final ObjectAddress ADDRESS = new ObjectAddress("", "bucket", "big");

    private static final String FIRST_PART = "<GetObjectAttributesResponse><ETag>x-2</ETag><ObjectParts>"
            + "<IsTruncated>true</IsTruncated>"
            + "<Part><PartNumber>1</PartNumber><Size>1</Size><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>"
            + "</ObjectParts></GetObjectAttributesResponse>";

    @Test
    void partsThatAreListedAgainAndAgainGiveNoChecksum() {
        try (RawStore raw = new RawStore((head, in, out) -> answer(head, out));
                Stores stores = new Stores(List.of(ServerSettings.of(raw.endpoint(), ChecksumMode.WHEN_SUPPORTED)))) {
            ObjectFacts facts = stores.of(ADDRESS, Right.READ).facts(ADDRESS).orElseThrow();

            assertThat(facts.crc32()).isNull();
            assertThat(raw.heads()).hasSize(3);
        }
    }

    private static void answer(String head, OutputStream out) throws IOException {
        if (!head.startsWith("HEAD")) {
            RawStore.sayWithBody(out, "application/xml", FIRST_PART);
            return;
        }
        RawStore.say(
                out,
                "HTTP/1.1 200 OK",
                "ETag: \"x-2\"",
                "Content-Length: 10000000",
                "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT",
                "x-amz-checksum-crc32: AAAAAA==-2",
                "x-amz-checksum-type: COMPOSITE");
    }
}
