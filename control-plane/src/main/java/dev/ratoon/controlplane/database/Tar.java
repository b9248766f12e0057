package dev.ratoon.controlplane.database;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks what the archive of PostgreSQL is made of: directories, files and symbolic links with
 * short names. Anything else ends it: a library for all of tar would weigh ten times the archive's
 * needs.
 */
final class Tar {
    private static final int BLOCK = 512;

    private Tar() {}

    static void unpack(InputStream in, Path target) throws IOException {
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK) {
                throw new EOFException("the archive ends in the middle");
            }
            if (header[0] == 0) {
                return;
            }
            Path path = target.resolve(text(header, 0, 100)).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("the archive points out of its directory: " + path);
            }
            long size = octal(header, 124, 12);
            switch (header[156]) {
                case '5' -> Files.createDirectories(path);
                case '2' -> link(path, text(header, 157, 100));
                case '0', 0 -> file(in, path, size, octal(header, 100, 8));
                default -> throw new IOException("the archive holds something unknown: " + path);
            }
        }
    }

    private static void link(Path path, String to) throws IOException {
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(to));
    }

    private static void file(InputStream in, Path path, long size, long mode) throws IOException {
        Files.createDirectories(path.getParent());
        boolean program = (mode & 0100) != 0;
        try (var out =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                if (read == 0) {
                    throw new EOFException("the archive ends inside " + path);
                }
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                left -= read;
            }
        }
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
        in.skipNBytes(Math.floorMod(-size, BLOCK));
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        return Long.parseLong(text(header, from, length).strip(), 8);
    }
}
