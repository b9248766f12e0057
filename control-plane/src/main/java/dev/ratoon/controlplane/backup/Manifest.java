package dev.ratoon.controlplane.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    static final int FORMAT = 2;

    /** From which on payloads that are files are in it. */
    private static final int WITH_PAYLOADS = 2;

    static final String ENTRY = "manifest.json";
    static final String PAYLOADS = "payloads";
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

    boolean hasPayloads() {
        return format >= WITH_PAYLOADS;
    }

    /**
     * Payloads that rows refer to and nobody has any more.
     *
     * @param named by their SHA-256, the first of them
     */
    record Lost(long count, List<String> named) {
        static final Lost NOTHING = new Lost(0, List.of());
    }

    /**
     * What must be read back for each entry before it; the proof that nothing is missing.
     *
     * @param lost what was missing already when the backup was made; not told by an old one
     */
    record Checksums(List<Entry> entries, @Nullable Lost lost) {
        record Entry(String name, long bytes, String sha256) {}
    }
}
