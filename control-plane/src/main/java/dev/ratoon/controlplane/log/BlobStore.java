package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Large payloads, as files named by the SHA-256 of what is in them. A file appears whole and
 * durable or not at all; two writers of the same bytes write the same file. Safe for many threads
 * and processes. Whoever puts one holds {@link BlobLocks} until something refers to it.
 */
public final class BlobStore {
    static final String DRAFT = ".draft";

    private final Path folder;

    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** The digest under which it can be read once this returns. Mends a file that is damaged. */
    public byte[] put(byte[] content) {
        byte[] digest = sha256(content);
        Path file = file(digest);
        try {
            if (!holds(file, content)) {
                write(file, content);
            }
        } catch (IOException e) {
            throw Unwritten.because(folder, e);
        }
        return digest;
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        return Files.exists(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), DRAFT, null);
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
    }

    public byte[] get(byte[] digest) {
        Path file = file(digest);
        try {
            byte[] content = Files.readAllBytes(file);
            if (MessageDigest.isEqual(digest, sha256(content))) {
                return content;
            }
            throw lost(file, "is damaged", null);
        } catch (NoSuchFileException e) {
            throw lost(file, "is missing", e);
        } catch (IOException e) {
            throw lost(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    public boolean has(byte[] digest) {
        return Files.exists(file(digest));
    }

    private static Failure lost(Path file, String how, @Nullable Exception cause) {
        return new Failure(
                ProblemType.PAYLOAD_LOST,
                "The payload " + file + " " + how + ". A restore of a backup that has it mends it.",
                null,
                null,
                cause);
    }

    Path folder() {
        return folder;
    }

    private Path file(byte[] digest) {
        String name = HexFormat.of().formatHex(digest);
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
