package dev.ratoon.runner.search;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Looks through all files below some folders: their bytes, their names, where links lead, and what
 * is in git's single objects and in gzip. Links are not followed. Threads: one.
 */
final class Search {
    /** Instead of a secret's name: the file could not be read. */
    static final String UNREADABLE = "";

    private static final long LARGEST_UNPACKED = 256L << 20;
    private static final int GZIP = 0x1f8b;

    private final Haystack haystack;
    private final BiConsumer<String, Path> found;

    Search(List<Needle> needles, BiConsumer<String, Path> found) {
        this.haystack = new Haystack(needles);
        this.found = found;
    }

    /** Tells of each file that holds one. */
    void below(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path one, BasicFileAttributes attributes) throws IOException {
                        tell(name(one), one);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        tell(of(file, attributes), file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        if (Files.exists(file)) {
                            found.accept(UNREADABLE, file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void tell(Optional<String> secret, Path at) {
        secret.ifPresent(name -> found.accept(name, at));
    }

    private Optional<String> name(Path file) throws IOException {
        Path name = file.getFileName();
        return name == null ? Optional.empty() : text(name.toString());
    }

    private Optional<String> text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return haystack.search(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
    }

    private Optional<String> of(Path file, BasicFileAttributes attributes) throws IOException {
        Optional<String> inName = name(file);
        if (inName.isPresent()) {
            return inName;
        }
        if (attributes.isSymbolicLink()) {
            return text(Files.readSymbolicLink(file).toString());
        }
        if (!attributes.isRegularFile()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            Optional<String> plain = haystack.search(in, Long.MAX_VALUE);
            return plain.isPresent() ? plain : unpacked(file);
        } catch (IOException e) {
            return Files.exists(file) ? Optional.of(UNREADABLE) : Optional.empty();
        }
    }

    private Optional<String> unpacked(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            int first = (in.read() << 8) | in.read();
            in.reset();
            if (first == GZIP) {
                return packed(new GZIPInputStream(in));
            }
            return isGitObject(file) ? packed(new InflaterInputStream(in)) : Optional.empty();
        }
    }

    private Optional<String> packed(InputStream in) {
        try (in) {
            return haystack.search(in, LARGEST_UNPACKED);
        } catch (IOException e) {
            // It only looks like it.
            return Optional.empty();
        }
    }

    private static boolean isGitObject(Path file) {
        return file.toString().matches(".*/objects/[0-9a-f]{2}/[0-9a-f]{38,62}");
    }
}
