package dev.ratoon.controlplane.installs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A package's archive, byte for byte as a test wants it: honest or not. */
final class Archive {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    Archive file(String name, String text) {
        return entry(name, '0', 0644, "", text.getBytes(StandardCharsets.UTF_8));
    }

    Archive program(String name, String text) {
        return entry(name, '0', 0755, "", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of any type: 1 and 2 are links, 3 a device, 6 a pipe. */
    Archive entry(String name, char type, int mode, String link, byte[] bytes) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(bytes.length));
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 329, "0000001");
        put(header, 337, "0000003");
        put(header, 148, "        ");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        tar.writeBytes(header);
        tar.writeBytes(bytes);
        tar.writeBytes(new byte[Math.floorMod(-bytes.length, BLOCK)]);
        return this;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(all)) {
            gzip.write(tar.toByteArray());
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    static String integrity(byte[] bytes) {
        return "sha512-" + Base64.getEncoder().encodeToString(Integrity.digest().digest(bytes));
    }
}
