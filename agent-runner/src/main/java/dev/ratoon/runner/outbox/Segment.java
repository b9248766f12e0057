package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.wire.Closing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One file of the outbox.
 *
 * @param first the number of its first entry, and its name
 */
record Segment(Path file, long first) {
    private static final String ENDING = ".entries";

    /** What a look through a segment found. */
    record Found(long last, long bytes, boolean whole) {}

    static Segment in(Path folder, long first) {
        return new Segment(
                folder.resolve(String.format(Locale.ROOT, "%019d", first) + ENDING), first);
    }

    static List<Segment> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(file -> new Segment(file, number(file)))
                    .toList();
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(ENDING, ""));
    }

    /** Reads all that is whole. */
    Found read(Consumer<Upstream.Entry> each) throws IOException {
        long position = 0;
        long next = first;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (position < channel.size()) {
                Optional<Upstream.Entry> entry = EntryCodec.read(channel, position);
                if (entry.isEmpty() || entry.get().n() != next) {
                    return new Found(next - 1, position, false);
                }
                each.accept(entry.get());
                position += EntryCodec.size(entry.get());
                next++;
            }
        }
        return new Found(next - 1, position, true);
    }

    FileChannel append() throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            sync(file.resolveSibling("."));
            return channel;
        } catch (IOException e) {
            // It is tried again for as long as the disk is full.
            Closing.quietly(channel);
            throw e;
        }
    }

    /** Makes it durable that a file is there, or is not there any more. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
