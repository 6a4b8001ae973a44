package dev.longshore.ledger.archive;

/** Plans to be laid. */
final class Plans {

    private Plans() {}

    /** Of three parts and 12 bytes, 10 of them before the directory. */
    static ArchivePlan small(String jobId, String hash) {
        return new ArchivePlan(
                jobId,
                "zip-storage",
                "k.zip",
                null,
                5,
                12,
                1,
                10,
                2,
                3,
                1,
                1,
                hash,
                null,
                null,
                null,
                null,
                "manifest.json",
                77L,
                "{\"copiesParts\": true}");
    }
}
