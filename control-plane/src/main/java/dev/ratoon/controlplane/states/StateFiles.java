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

/** The archives, each under its key; one that is being written has another name. */
final class StateFiles {
    private static final String SUFFIX = ".tar";

    /** Nobody writes one for longer. */
    private static final Duration DRAFT = Duration.ofHours(6);

    /** On the disk for others. */
    private static final long FREE = 1L << 30;

    private final Path folder;

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

        private Draft(Path file) throws IOException {
            this.file = file;
            this.channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            this.out = Channels.newOutputStream(channel);
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        void takeAs(String key) throws IOException {
            channel.force(true);
            Files.move(file, folder.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(file);
        }
    }

    /** Empty when the disk has no room for one of that size. */
    Optional<Draft> draft(UUID name, long largest) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).getUsableSpace() < largest + FREE) {
            return Optional.empty();
        }
        return Optional.of(new Draft(folder.resolve(name + ".new")));
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
