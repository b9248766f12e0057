package dev.ratoon.controlplane.database;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * The migrations that this build carries, read from its own jar: asking Flyway would cost a fifth
 * of a second before the start has begun.
 */
final class Migrations {
    private static final String FOLDER = "db/migration";
    private static final Pattern NAME = Pattern.compile("V(\\d+)__[a-z0-9_]+\\.sql");

    private Migrations() {}

    static int newest() throws IOException {
        return names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElseThrow(() -> new IOException("there are none"));
    }

    private static List<String> names() throws IOException {
        Path code = code();
        if (Files.isDirectory(code)) {
            try (var files = Files.list(code.resolve(FOLDER))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }
        try (var jar = new ZipFile(code.toFile())) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith(FOLDER + "/"))
                    .map(entry -> entry.getName().substring(FOLDER.length() + 1))
                    .toList();
        }
    }

    private static Path code() throws IOException {
        try {
            return Path.of(
                    Migrations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
