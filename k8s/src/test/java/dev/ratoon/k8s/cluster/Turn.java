package dev.ratoon.k8s.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process of this user at a time, until it is closed or the process ends. */
record Turn(FileChannel held) implements AutoCloseable {
    static Turn take(String of) {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "ratoon-test-" + of + "-" + System.getProperty("user.name"));
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var _ = channel.lock();
            return new Turn(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
