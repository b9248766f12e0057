package dev.ratoon.controlplane.installs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a throw-away sandbox has filled, before it is believed: nothing but folders and
 * files of its own may be in it. Follows no link.
 */
record Unpacked(Path folder) {
    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r--r--r--");
    private static final Set<PosixFilePermission> RUN = PosixFilePermissions.fromString("r-xr-xr-x");
    private static final int SPECIAL = 07000;

    /** Refuses what is no plain tree. */
    void check() throws IOException, InstallTrouble {
        var found = new Finding();
        Files.walkFileTree(folder, found);
        if (found.wrong != null) {
            throw new InstallTrouble(
                    "A package holds what none may hold: " + found.wrong,
                    "Do not use it; tell those who make Ratoon");
        }
    }

    /** Closes it to changes; what is started, and what its archive marks so, can be run. */
    void seal(List<LockedPackage> packages) throws IOException, InstallTrouble {
        var programs = new HashSet<Path>();
        for (LockedPackage each : packages) {
            for (String program : each.programs()) {
                Path file = folder.resolve(each.place()).resolve(program).normalize();
                if (!file.startsWith(folder) || !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                    throw new InstallTrouble(
                            "The package " + each + " has no program " + program,
                            "Tell those who make Ratoon");
                }
                programs.add(file);
            }
        }
        Files.walkFileTree(folder, new Sealing(programs));
    }

    /** Removes it, sealed or not. */
    void remove() throws IOException {
        if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Removing());
        }
    }

    private static final class Finding extends SimpleFileVisitor<Path> {
        private @Nullable String wrong;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isSymbolicLink()) {
                return refuse("a link", file);
            }
            if (!attributes.isRegularFile()) {
                return refuse("a device or a pipe", file);
            }
            return look(file);
        }

        private FileVisitResult look(Path path) throws IOException {
            var attributes = Files.readAttributes(path, "unix:mode,nlink", NOFOLLOW_LINKS);
            if (((Integer) attributes.get("mode") & SPECIAL) != 0) {
                return refuse("a file with special rights", path);
            }
            if ((Integer) attributes.get("nlink") != 1) {
                return refuse("a second name of a file", path);
            }
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult refuse(String what, Path path) {
            wrong = what + " (" + path.getFileName() + ")";
            return FileVisitResult.TERMINATE;
        }
    }

    private static final class Sealing extends SimpleFileVisitor<Path> {
        private final Set<Path> programs;

        Sealing(Set<Path> programs) {
            this.programs = programs;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            boolean runs =
                    programs.contains(file)
                            || Files.getPosixFilePermissions(file, NOFOLLOW_LINKS)
                                    .contains(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, runs ? RUN : READ);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            Files.setPosixFilePermissions(directory, RUN);
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Removing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            Files.setPosixFilePermissions(directory, OPEN);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
