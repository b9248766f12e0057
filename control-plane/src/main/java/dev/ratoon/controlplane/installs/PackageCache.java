package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Archives of packages, each named by its SHA-512: what has its name was checked, and a file that
 * somebody lays in is checked when it is used. A sandbox reads the folder, and nobody else's.
 */
record PackageCache(Path folder) {
    private static final String HALF = ".half";

    static PackageCache in(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("cache"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PackageCache(folder);
    }

    Path file(Integrity integrity) {
        return folder.resolve(integrity.hex() + ".tgz");
    }

    /** Whether it is there, and is what its name says. */
    boolean has(Integrity integrity) throws IOException {
        Path file = file(integrity);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        MessageDigest digest = Integrity.digest();
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        if (integrity.isOf(digest)) {
            return true;
        }
        Files.delete(file);
        return false;
    }

    /** Fetches it; until its digest is right it has another name. */
    void fetch(LockedPackage wanted, Downloads downloads, long most, LongConsumer came)
            throws IOException, InstallTrouble, InterruptedException {
        Path half = folder.resolve(wanted.integrity().hex() + HALF);
        MessageDigest digest = Integrity.digest();
        var room = new Room(folder);
        try {
            try (OutputStream out = Files.newOutputStream(half)) {
                downloads.get(
                        wanted.file(),
                        most,
                        (bytes, length) -> {
                            room.take(length);
                            digest.update(bytes, 0, length);
                            out.write(bytes, 0, length);
                            came.accept(length);
                        });
            }
            if (!wanted.integrity().isOf(digest)) {
                throw new InstallTrouble(
                        "What came for " + wanted + " is not what the lockfile names",
                        "Somebody changed it on its way or in the registry: see which registry "
                                + Registry.SETTING
                                + " names");
            }
            try (var channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("r--r--r--"));
            Files.move(half, file(wanted.integrity()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Removes what no current lockfile names and nobody has taken since. */
    void sweep(Set<Integrity> current, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String word = file.getFileName().toString().replaceFirst("\\..*", "");
                FileTime changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
                if (!current.contains(new Integrity(word))
                        && changed.toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
