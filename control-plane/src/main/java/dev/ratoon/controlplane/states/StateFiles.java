package dev.ratoon.controlplane.states;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The archives, each under its key; one that is being written has another name. */
final class StateFiles {
    private static final String SUFFIX = ".tar";

    /** Nobody writes one for longer. */
    private static final Duration DRAFT = Duration.ofHours(6);

    /** On the disk for others. */
    private static final long FREE = 1L << 30;

    /** After so many bytes it is looked anew whether there is room. */
    private static final long LOOK_AGAIN = 16L << 20;

    private final Path folder;

    /** What drafts may still write. */
    private final AtomicLong reserved = new AtomicLong();

    StateFiles(Path folder) {
        this.folder = folder;
    }

    Optional<InputStream> read(String key) throws IOException {
        try {
            return Optional.of(Files.newInputStream(folder.resolve(key + SUFFIX)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** One that is being written; what is not taken is gone when it is closed. */
    final class Draft implements AutoCloseable {
        private final Path file;
        private final FileChannel channel;
        private final OutputStream out;
        private long left;
        private long unlooked;

        private Draft(Path file, long left) throws IOException {
            this.file = file;
            this.left = left;
            this.channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            this.out = Channels.newOutputStream(channel);
        }

        void write(byte[] bytes) throws IOException {
            unlooked += bytes.length;
            if (unlooked >= LOOK_AGAIN) {
                unlooked = 0;
                if (usable() < FREE) {
                    throw new IOException("The disk has no room left for what a setup makes.");
                }
            }
            out.write(bytes);
            release(bytes.length);
        }

        private void release(long bytes) {
            long now = Math.min(left, bytes);
            left -= now;
            reserved.addAndGet(-now);
        }

        void takeAs(String key) throws IOException {
            channel.force(true);
            Files.move(file, folder.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            release(left);
            channel.close();
            Files.deleteIfExists(file);
        }
    }

    /** Empty when the disk has no room for one of that size. */
    Optional<Draft> draft(UUID name, long largest) throws IOException {
        Files.createDirectories(folder);
        long all = reserved.addAndGet(largest);
        Draft draft = null;
        try {
            if (usable() >= all + FREE) {
                draft = new Draft(folder.resolve(name + ".new"), largest);
            }
        } finally {
            if (draft == null) {
                reserved.addAndGet(-largest);
            }
        }
        return Optional.ofNullable(draft);
    }

    private long usable() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Deletes all that none of these keys is of. */
    void keepOnly(Set<String> keys, Instant now) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean isKnown =
                        name.endsWith(SUFFIX)
                                && keys.contains(
                                        name.substring(0, name.length() - SUFFIX.length()));
                if (!isKnown
                        && isOld(
                                file,
                                name.endsWith(SUFFIX) ? Duration.ofMinutes(10) : DRAFT,
                                now)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kept states cannot be swept", e);
        }
    }

    /** A file is there a moment before its row. */
    private static boolean isOld(Path file, Duration age, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(age));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
