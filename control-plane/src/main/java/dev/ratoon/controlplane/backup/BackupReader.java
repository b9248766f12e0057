package dev.ratoon.controlplane.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup from front to back, once. What it hands out is proven only after {@link
 * #requireWhole()}: until then nothing that was read may become visible.
 */
final class BackupReader {
    /** Far more than any manifest, far less than any memory. */
    private static final int DESCRIPTION_BOUND = 4 << 20;

    private final ZipInputStream zip;
    private final ObjectMapper json;
    private final List<Manifest.Checksums.Entry> seen = new ArrayList<>();

    BackupReader(InputStream in, ObjectMapper json) {
        this.zip = new ZipInputStream(in);
        this.json = json;
    }

    /** Does something with the bytes of one table. */
    interface Consumer<T> {
        T read(InputStream from) throws IOException;
    }

    Manifest manifest() {
        try {
            Manifest manifest = next(Manifest.ENTRY, in -> description(in, Manifest.class));
            if (manifest.format() < 1 || manifest.schema() < 1 || manifest.tables() == null) {
                throw damaged(null);
            }
            return manifest;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    <T> T table(Manifest.Table table, Consumer<T> consumer) throws IOException {
        return next(table.entry(), consumer);
    }

    <T> T payloads(Consumer<T> consumer) throws IOException {
        return next(Manifest.PAYLOADS, consumer);
    }

    void requireWhole() {
        try {
            List<Manifest.Checksums.Entry> read = List.copyOf(seen);
            var expected =
                    next(Manifest.CHECKSUMS, in -> description(in, Manifest.Checksums.class));
            if (!read.equals(expected.entries()) || zip.getNextEntry() != null) {
                throw damaged(null);
            }
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private <T> T next(String name, Consumer<T> consumer) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw damaged(null);
        }
        var digested = new Digested();
        InputStream from = digested.from(zip);
        T value = consumer.read(from);
        from.transferTo(java.io.OutputStream.nullOutputStream());
        zip.closeEntry();
        seen.add(digested.as(name));
        return value;
    }

    private <T> T description(InputStream in, Class<T> type) throws IOException {
        byte[] bytes = in.readNBytes(DESCRIPTION_BOUND);
        try {
            return json.readValue(bytes, type);
        } catch (JacksonException e) {
            throw damaged(e);
        }
    }

    static Failure altered(String what) {
        return new Failure(
                ProblemType.BACKUP_DAMAGED, what + " Nothing was changed; try another copy of it.");
    }

    static Failure damaged(@Nullable Exception cause) {
        return new Failure(
                ProblemType.BACKUP_DAMAGED,
                "This file is not a backup of Ratoon, or a part of it is missing or altered."
                        + " Nothing was changed; try another copy of it.",
                cause == null ? null : "Refused backup: " + cause,
                null,
                cause);
    }
}
