package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked in the home. */
record PostgresBinaries(Path directory) {
    static final String VERSION = version();

    /** Unpacks them if this version is not there yet; whole or not at all. */
    static PostgresBinaries unpack(Home home) {
        try {
            Path parent = home.directory("bin");
            Path directory = parent.resolve("postgresql-" + VERSION);
            if (!Files.isDirectory(directory)) {
                Trees.deleteSiblings(directory, "postgresql-");
                Path half = Files.createTempDirectory(parent, "postgresql-new-");
                try (InputStream archive = archive()) {
                    Tar.unpack(new BufferedInputStream(new XZInputStream(archive)), half);
                    Trees.flush(half);
                    Trees.moveDurably(half, directory);
                } finally {
                    Trees.delete(half);
                }
            }
            return new PostgresBinaries(directory);
        } catch (IOException e) {
            throw DatabaseTrouble.unwritable(home, "unpack PostgreSQL", e);
        }
    }

    static String major() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        String name =
                "/postgres-%s-%s.txz"
                        .formatted(
                                system.startsWith("mac") ? "darwin" : system,
                                processor.equals("aarch64") ? "arm_64" : "x86_64");
        @Nullable InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new StartFailure(
                    "This build of Ratoon has no PostgreSQL for "
                            + system
                            + " on "
                            + processor
                            + ".",
                    "Build it on this machine (./ratoon up in a clone), or give it a database:"
                            + " ./ratoon up --database-url postgresql://USER:PASSWORD@HOST/DATABASE");
        }
        return archive;
    }

    private static String version() {
        var properties = new Properties();
        try (var in = PostgresBinaries.class.getResourceAsStream("postgresql.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the build puts it on the class path", e);
        }
        return properties.getProperty("version");
    }
}
