package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of harnesses: each stands in one that is named after it and after its digest. */
record Shelf(Path folder) {
    private static final Pattern INSTALLED = Pattern.compile("([a-z][a-z0-9-]*)-([0-9a-f]{32})");
    private static final Duration USED_AGAIN = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Something installed. */
    record Volume(String harness, String digest, Path folder, Instant used) {}

    static Shelf in(Path folder) throws IOException {
        return new Shelf(Files.createDirectories(folder));
    }

    Path place(String harness, String digest) {
        return folder.resolve(harness + "-" + digest);
    }

    /** In the same folder, so that it can be moved when it is sealed. */
    Unpacked fresh(String harness, String digest) {
        return new Unpacked(folder.resolve("." + harness + "-" + digest + ".new"));
    }

    Optional<Path> find(String harness, String digest) {
        return Optional.of(place(harness, digest))
                .filter(place -> Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS));
    }

    void put(Unpacked fresh, String harness, String digest) throws IOException {
        flush(fresh.folder());
        Files.move(fresh.folder(), place(harness, digest), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The machine may stop: what has its name must have its bytes. */
    private static void flush(Path tree) throws IOException {
        try {
            int code =
                    new ProcessBuilder("sync", "-f", tree.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IOException("the disk does not keep " + tree);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Notes that it is used, at most once a day. */
    void use(Path installed, Instant now) {
        try {
            Instant before = Files.getLastModifiedTime(installed).toInstant();
            if (before.isBefore(now.minus(USED_AGAIN))) {
                Files.setLastModifiedTime(installed, FileTime.from(now));
            }
        } catch (IOException _) {
            // It is swept a little earlier.
        }
    }

    /** One install of a harness at a time, over all processes. Waits. */
    FileChannel lock(String harness, Runnable waits) throws IOException, InterruptedException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(harness + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            while (!locked(channel)) {
                waits.run();
                Thread.sleep(PAUSE);
            }
            return channel;
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    List<Volume> installed() throws IOException {
        var found = new ArrayList<Volume>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.toList()) {
                Matcher name = INSTALLED.matcher(each.getFileName().toString());
                if (name.matches()) {
                    found.add(
                            new Volume(
                                    name.group(1),
                                    name.group(2),
                                    each,
                                    Files.getLastModifiedTime(each).toInstant()));
                }
            }
        }
        return found;
    }
}
