package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A backup on this machine. Its last entry lists all the others with length and SHA-256: a stream
 * that was cut, or that the server gave up in the middle, has no such entry.
 */
record BackupFile(Path path) {
    private static final String CHECKSUMS = "checksums.json";

    /** What it is without, though it is whole: the control plane had lost it before. */
    record Lost(long count, String named) {}

    Lost requireWhole() throws IOException {
        try (var zip = new ZipFile(path.toFile())) {
            JsonNode listed;
            try (InputStream in = open(zip, CHECKSUMS)) {
                listed = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            for (JsonNode entry : listed.path("entries")) {
                requireSame(zip, entry);
            }
            if (zip.size() != listed.path("entries").size() + 1) {
                throw new IOException("it holds other entries than it says");
            }
            JsonNode lost = listed.path("lost");
            return new Lost(lost.path("count").asLong(), lost.path("named").path(0).asText());
        }
    }

    private static void requireSame(ZipFile zip, JsonNode listed) throws IOException {
        String name = listed.path("name").asText();
        MessageDigest digest = sha256();
        long bytes;
        try (var in = new DigestInputStream(open(zip, name), digest)) {
            bytes = in.transferTo(OutputStream.nullOutputStream());
        }
        if (bytes != listed.path("bytes").asLong()
                || !HexFormat.of()
                        .formatHex(digest.digest())
                        .equals(listed.path("sha256").asText())) {
            throw new IOException(name + " was altered on the way");
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new EOFException(name + " is missing");
        }
        return zip.getInputStream(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
