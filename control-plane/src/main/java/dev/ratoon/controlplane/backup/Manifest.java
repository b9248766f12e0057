package dev.ratoon.controlplane.backup;

import java.time.Instant;
import java.util.List;

/**
 * The first entry of a backup: what is in it, and what it needs.
 *
 * @param format how the file is laid out; a reader refuses what it does not know
 * @param schema the version of the newest migration that the data has seen
 * @param keyFingerprint which key the sealed secrets in it were sealed with; empty if there is none
 */
record Manifest(
        int format,
        String product,
        int schema,
        String postgresql,
        Instant madeAt,
        String keyFingerprint,
        List<Table> tables,
        List<Sequence> sequences) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";
    static final String CHECKSUMS = "checksums.json";

    /**
     * @param rows a condition on the rows that a backup keeps; empty for all
     */
    record Table(String name, List<String> columns, String rows) {
        String entry() {
            return "tables/" + name + ".copy";
        }

        String columnList() {
            return String.join(", ", columns.stream().map(Sql::quoted).toList());
        }
    }

    record Sequence(String name, long value, boolean called) {}

    /** What must be read back for each entry before it; the proof that nothing is missing. */
    record Checksums(List<Entry> entries) {
        record Entry(String name, long bytes, String sha256) {}
    }
}
