package dev.ratoon.controlplane.backup;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what passes; does not close what it stands on. */
final class Digested {
    private final MessageDigest digest = sha256();
    private long bytes;

    Manifest.Checksums.Entry as(String name) {
        return new Manifest.Checksums.Entry(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private void passed(byte[] buffer, int from, int length) {
        digest.update(buffer, from, length);
        bytes += length;
    }

    OutputStream to(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int from, int length) throws IOException {
                out.write(buffer, from, length);
                passed(buffer, from, length);
            }

            @Override
            public void close() {}
        };
    }

    InputStream from(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = in.read(buffer, from, length);
                if (read > 0) {
                    passed(buffer, from, read);
                }
                return read;
            }

            @Override
            public void close() {}
        };
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
