package dev.ratoon.controlplane.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Large payloads, as files named by the SHA-256 of what is in them. A file appears whole and
 * durable or not at all; two writers of the same bytes write the same file. Safe for many threads
 * and processes.
 */
public final class BlobStore {
    private final Path folder;

    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** The digest under which it can be read once this returns. */
    byte[] put(byte[] content) {
        byte[] digest = sha256(content);
        Path file = file(digest);
        if (Files.exists(file)) {
            return digest;
        }
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), ".draft", null);
            try {
                try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                    out.force(true);
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException("a blob cannot be written to " + folder, e);
        }
        return digest;
    }

    public byte[] get(byte[] digest) {
        try {
            byte[] content = Files.readAllBytes(file(digest));
            if (!MessageDigest.isEqual(digest, sha256(content))) {
                throw new IOException("the blob " + name(digest) + " is damaged");
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("the blob " + name(digest) + " cannot be read", e);
        }
    }

    public Path file(byte[] digest) {
        String name = name(digest);
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String name(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
