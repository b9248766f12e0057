package dev.ratoon.git.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A push written byte by byte, as no git client would send it. */
public final class RawPush {
    static final String NONE = "0".repeat(40);
    static final int COMMIT = 1;
    static final int TREE = 2;
    static final int BLOB = 3;
    static final int OFS_DELTA = 6;
    static final int REF_DELTA = 7;

    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();

    public RawPush(int objects) {
        this(0x5041434b, objects);
    }

    private RawPush(int magic, int objects) {
        pack.writeBytes(ByteBuffer.allocate(12).putInt(magic).putInt(2).putInt(objects).array());
    }

    int size() {
        return pack.size();
    }

    /** As it is sent: with its checksum. */
    byte[] packed() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(pack.toByteArray());
        bytes.writeBytes(hash(pack.toByteArray()));
        return bytes.toByteArray();
    }

    /**
     * An object as its header says, whatever is in it; between the two stands what a delta needs.
     */
    RawPush object(int type, long size, byte[] base, byte[] content) throws IOException {
        long left = size >>> 4;
        int first = type << 4 | (int) (size & 15);
        pack.write(left > 0 ? first | 0x80 : first);
        while (left > 0) {
            int seven = (int) (left & 0x7f);
            left >>>= 7;
            pack.write(left > 0 ? seven | 0x80 : seven);
        }
        pack.writeBytes(base);
        try (var out = new DeflaterOutputStream(pack, new Deflater(9))) {
            out.write(content);
        }
        return this;
    }

    /** How far back a delta's base is. */
    static byte[] back(int distance) {
        var bytes = new ByteArrayOutputStream();
        byte[] reversed = new byte[10];
        int n = 0;
        int left = distance;
        reversed[n++] = (byte) (left & 0x7f);
        for (left >>>= 7; left > 0; left >>>= 7) {
            left--;
            reversed[n++] = (byte) ((left & 0x7f) | 0x80);
        }
        while (n > 0) {
            bytes.write(reversed[--n]);
        }
        return bytes.toByteArray();
    }

    /** A delta that makes its base again, and a little more behind it. */
    static byte[] copy(int size, String more) {
        var bytes = new ByteArrayOutputStream();
        number(bytes, size);
        number(bytes, size + more.length());
        for (int at = 0; at < size; at += 0xffff) {
            int some = Math.min(0xffff, size - at);
            bytes.write(0x80 | 0x0f | 0x30);
            for (int shift = 0; shift < 32; shift += 8) {
                bytes.write(at >>> shift & 0xff);
            }
            bytes.write(some & 0xff);
            bytes.write(some >>> 8);
        }
        bytes.write(more.length());
        bytes.writeBytes(more.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static void number(ByteArrayOutputStream to, int value) {
        int left = value;
        while (left > 0x7f) {
            to.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        to.write(left);
    }

    /** Sends it, and returns what a client would print. */
    public String send(String url, String credential, String from, String to, String ref)
            throws IOException {
        var body = new ByteArrayOutputStream();
        String command =
                from + " " + to + " " + ref + "\0 report-status side-band-64k agent=git/x\n";
        body.writeBytes("%04x".formatted(command.length() + 4).getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(command.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(packed());
        var connection =
                (HttpURLConnection) URI.create(url + "/git-receive-pack").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setReadTimeout(60_000);
        connection.setRequestProperty("Authorization", credential);
        connection.setRequestProperty("Content-Type", "application/x-git-receive-pack-request");
        connection.getOutputStream().write(body.toByteArray());
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
