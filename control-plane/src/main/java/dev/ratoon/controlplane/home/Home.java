package dev.ratoon.controlplane.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data directory, existing, writable, and closed to other users. */
public record Home(Path path) {
    /** Where the data goes when nobody says: {@code $RATOON_HOME}, else the XDG data directory. */
    public static Path defaultPath(Map<String, String> environment) {
        String chosen = nonBlank(environment.get("RATOON_HOME"));
        if (chosen != null) {
            return Path.of(chosen);
        }
        String data = nonBlank(environment.get("XDG_DATA_HOME"));
        if (data != null) {
            return Path.of(data, "ratoon");
        }
        String home = nonBlank(environment.get("HOME"));
        if (home != null) {
            return Path.of(home, ".local", "share", "ratoon");
        }
        throw new StartFailure(
                "Ratoon does not know where to keep its data: neither RATOON_HOME, XDG_DATA_HOME"
                        + " nor HOME is set.",
                "Say where: ./ratoon up --home DIR");
    }

    /** Makes the directory if it is missing, and refuses one that cannot be used. */
    public static Home open(Path chosen) {
        Path path = chosen.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure(
                    path + " is a file, and Ratoon needs a directory for its data.",
                    "Choose another place: ./ratoon up --home DIR",
                    e);
        } catch (IOException e) {
            throw unusable(path, e);
        }
        Home home = new Home(path);
        try {
            requireOurs(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            home.directory("run");
            home.directory("log");
        } catch (IOException e) {
            throw unusable(path, e);
        }
        return home;
    }

    /** Whoever owns a directory can open it again, and put other files in the place of ours. */
    private static void requireOurs(Path path) throws IOException {
        Path probe = Files.createTempFile(path, ".writable", null);
        UserPrincipal us = Files.getOwner(probe);
        Files.delete(probe);
        UserPrincipal owner = Files.getOwner(path);
        if (!owner.equals(us)) {
            throw new StartFailure(
                    path
                            + " belongs to "
                            + owner.getName()
                            + ", who could read and change all that Ratoon keeps there.",
                    "Make it yours (chown "
                            + us.getName()
                            + "), or choose another place: ./ratoon up --home DIR");
        }
    }

    private static StartFailure unusable(Path path, IOException e) {
        String reason = reason(e);
        if (reason.contains("No space left on device")) {
            return new StartFailure(
                    "The disk that holds " + path + " is full" + DiskRoom.of(path).inWords() + ".",
                    "Make room there, then: ./ratoon up",
                    e);
        }
        return new StartFailure(
                "Ratoon cannot write to its data directory " + path + " (" + reason + ").",
                "Make it yours (chown, chmod), or choose another: ./ratoon up --home DIR",
                e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileSystemException failed when failed.getReason() != null ->
                    failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /** A directory inside, made if it is missing. */
    public Path directory(String name) throws IOException {
        return Files.createDirectories(
                path.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Where the page's files are unpacked; empty, for an earlier start may have had others. */
    public Path pageFiles() {
        try {
            return emptied("run/page");
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private Path emptied(String name) throws IOException {
        Path directory = directory(name);
        try (var inside = Files.walk(directory)) {
            for (Path left : inside.sorted(Comparator.reverseOrder()).toList()) {
                if (!left.equals(directory)) {
                    Files.delete(left);
                }
            }
        }
        return directory;
    }

    /** Configuration that the operator wrote; it need not exist. */
    public Path configuration() {
        return path.resolve("ratoon.properties");
    }

    /** What a demo works on. */
    public Path demo() {
        return path.resolve("demo");
    }

    /** The embedded database's files. */
    public Path postgres() {
        return path.resolve("postgres");
    }

    /** The key that seals secrets; never in the database, never in a backup. */
    public Path secretsKey() {
        return path.resolve("secrets.key");
    }

    /** What runs here now; written when ready, removed at the end. */
    public Path running() {
        return path.resolve("run").resolve("control-plane.json");
    }

    /** A token of the owner of this directory, good while the control plane that wrote it runs. */
    public Path ownerToken() {
        return path.resolve("run").resolve("owner.token");
    }

    /** A page that leads on to a login link, for the desktop's browser. */
    public Path loginPage() {
        return path.resolve("run").resolve("login.html");
    }

    public Path logFile() {
        return path.resolve("log").resolve("control-plane.log");
    }

    private static @Nullable String nonBlank(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
