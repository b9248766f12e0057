package dev.ratoon.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The source tree that is being built. */
final class Tree {
    static final Path ROOT =
            Path.of(System.getProperty("ratoon.root", "..")).toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".idea");

    private static final Pattern REPORT =
            Pattern.compile("(surefire|failsafe)-reports/TEST-[^/]+\\.xml$");

    private Tree() {}

    /** Our own files, in the order of their paths; nothing that a build or a tool made. */
    static List<Path> files(Predicate<Path> wanted) {
        return walk(ROOT, NOT_OURS, wanted);
    }

    static List<Path> javaFiles() {
        return files(file -> file.toString().endsWith(".java"));
    }

    /** What surefire and failsafe wrote, in every module. */
    static List<Path> reports() {
        return walk(
                ROOT,
                Set.of("node_modules", ".git", "src", "classes"),
                file -> REPORT.matcher(file.toString()).find());
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path as a reader would write it. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<Path> walk(Path root, Set<String> without, Predicate<Path> wanted) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return without.contains(folder.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (wanted.test(file)) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }
}
