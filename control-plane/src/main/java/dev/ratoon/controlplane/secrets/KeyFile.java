package dev.ratoon.controlplane.secrets;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The file that holds the key. It is made once, whole or not at all, and read only while nobody
 * else can read it.
 *
 * @param given whether the operator named it; then others of its group may read it, and it is never
 *     made here
 */
record KeyFile(Path path, boolean given) {
    boolean exists() {
        return Files.exists(path);
    }

    SecretsKey read() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (!closed(permissions)) {
                throw new StartFailure(
                        "Other users can reach the key that seals secrets, "
                                + path
                                + " ("
                                + PosixFilePermissions.toString(permissions)
                                + ").",
                        "Close it: chmod 600 '" + path + "'");
            }
            requireTrustedOwner();
            byte[] bytes = Files.readAllBytes(path);
            if (bytes.length != SecretsKey.BYTES) {
                throw new StartFailure(
                        path + " has " + bytes.length + " bytes; a secrets key has 32.",
                        "Put the right file back from where you keep its copy");
            }
            return new SecretsKey(bytes);
        } catch (NoSuchFileException e) {
            throw new StartFailure(
                    "The key that seals secrets, " + path + ", is not there.",
                    "Put it there, or make one: (umask 077; head -c 32 /dev/urandom > '"
                            + path
                            + "')",
                    e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whoever owns a file can read it, whatever it allows to others. */
    private void requireTrustedOwner() throws IOException {
        Path self = Path.of("/proc/self");
        UserPrincipal owner = Files.getOwner(path);
        if (!owner.getName().equals("root")
                && Files.exists(self)
                && !owner.equals(Files.getOwner(self))) {
            throw new StartFailure(
                    "The key that seals secrets, " + path + ", belongs to " + owner.getName() + ".",
                    "Give it to the user that runs Ratoon, or to root: chown root '" + path + "'");
        }
    }

    private boolean closed(Set<PosixFilePermission> permissions) {
        return permissions.stream()
                .allMatch(
                        permission ->
                                permission.name().startsWith("OWNER")
                                        || (given && permission == PosixFilePermission.GROUP_READ));
    }

    SecretsKey make(RandomGenerator random) {
        byte[] bytes = new byte[SecretsKey.BYTES];
        random.nextBytes(bytes);
        Path directory = path.toAbsolutePath().resolveSibling("");
        try {
            // A temporary file is closed to others from its first moment.
            Path draft = Files.createTempFile(directory, ".secrets", null);
            try {
                Files.write(draft, bytes);
                sync(draft);
                // A link refuses to replace: of two starts, one key wins and both read that one.
                Files.createLink(path, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(directory);
            return read();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private StartFailure unusable(IOException e) {
        return new StartFailure(
                "The key that seals secrets, " + path + ", cannot be used (" + e + ").",
                "Let the user that runs Ratoon read it, in a directory that this user can write",
                e);
    }
}
