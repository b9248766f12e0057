package dev.ratoon.k8s.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What one process of this user has at a time, until it ends. */
final class OneAtATime {
    /** A channel that nobody holds is closed, and with it goes its lock. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private OneAtATime() {}

    static synchronized void take(String what) {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "ratoon-test-" + what + "-" + System.getProperty("user.name"));
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            HELD.add(channel);
            if (channel.tryLock() == null) {
                System.err.println("Waiting for the end of another process's " + what);
                var _ = channel.lock();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
