package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is noted of one errand while it lasts; its folder lies elsewhere, where whoever asked wants
 * it.
 */
record ErrandFiles(Path directory) {
    private static final String WORD = "errand-";
    private static final String LEAVING = ".gone";

    /** The directory of all errands; entered by nobody but the user who runs Ratoon. */
    static Path below(Path root) throws IOException {
        Path all = Files.createDirectories(root.resolve("errands"));
        Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwx------"));
        return all;
    }

    static ErrandFiles fresh(Path all) throws IOException {
        return new ErrandFiles(Files.createTempDirectory(all, WORD));
    }

    static List<ErrandFiles> left(Path all) throws IOException {
        var left = new ArrayList<ErrandFiles>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(all, WORD + "*")) {
            directories.forEach(each -> left.add(new ErrandFiles(each)));
        }
        return left;
    }

    /** From then on a process of it that is about to begin does not find its place. */
    ErrandFiles leaving() throws IOException {
        if (directory.toString().endsWith(LEAVING)) {
            return this;
        }
        return new ErrandFiles(
                Files.move(directory, directory.resolveSibling(directory.getFileName() + LEAVING)));
    }

    Incarnation incarnation() {
        String name = directory.getFileName().toString().replace(LEAVING, "");
        return new Incarnation(new SandboxName(name, 1), directory.resolve("run"));
    }

    Path uid() {
        return directory.resolve("uid");
    }

    /** Before the folder is made: what a crash leaves of it is found again. */
    void note(String folder) throws IOException {
        Replacing.write(directory.resolve("folder"), folder);
    }

    Optional<Path> folder() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(directory.resolve("folder"))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void forgetFolder() throws IOException {
        Files.deleteIfExists(directory.resolve("folder"));
    }
}
