package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The outbox's folder as it was found, and repaired: a write that was cut off at the end is taken
 * away. Damage anywhere else cannot come from a crash of ours; then the numbers cannot be trusted
 * any more, the folder is put aside, and an outbox with another name begins.
 *
 * @param segments the size of each, by its first number; at least one
 */
record Shelf(
        Path folder,
        String id,
        NavigableMap<Long, Long> segments,
        long last,
        List<String> repairs) {
    private static final String NAME = "id";

    static Shelf open(Path state, Consumer<Upstream.Entry> each) throws IOException {
        Path folder = state.resolve("outbox");
        Files.createDirectories(folder);
        var repairs = new ArrayList<String>();
        try {
            return read(folder, each, repairs);
        } catch (Damage e) {
            Path aside = putAside(state);
            repairs.add(
                    "The outbox of this workspace is damaged ("
                            + e.getMessage()
                            + "): what had not arrived of it is kept in "
                            + aside.getFileName()
                            + " and is missing here.");
            Files.createDirectories(folder);
            try {
                return read(folder, each, repairs);
            } catch (Damage again) {
                throw new IOException("an empty outbox is damaged", again);
            }
        }
    }

    /** Makes room for an outbox of another name. */
    static Path putAside(Path state) throws IOException {
        Path aside = state.resolve("outbox-" + UUID.randomUUID());
        Files.move(state.resolve("outbox"), aside);
        Segment.sync(state);
        return aside;
    }

    private static Shelf read(Path folder, Consumer<Upstream.Entry> each, List<String> repairs)
            throws IOException, Damage {
        String id = id(folder);
        var sizes = new TreeMap<Long, Long>();
        List<Segment> all = Segment.all(folder);
        long last = 0;
        for (Segment segment : all) {
            if (!sizes.isEmpty() && segment.first() != last + 1) {
                throw new Damage("entries from " + (last + 1) + " on are missing");
            }
            Segment.Found found = segment.read(each);
            if (!found.whole()) {
                if (!segment.equals(all.getLast())) {
                    throw new Damage("entry " + (found.last() + 1) + " cannot be read");
                }
                cut(segment.file(), found.bytes());
            }
            last = found.last();
            sizes.put(segment.first(), found.bytes());
        }
        if (sizes.isEmpty()) {
            sizes.put(1L, 0L);
        }
        return new Shelf(folder, id, sizes, last, repairs);
    }

    private static String id(Path folder) throws IOException, Damage {
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            String id = Files.readString(file).strip();
            if (!id.matches("[0-9a-f-]{36}")) {
                throw new Damage("its name cannot be read");
            }
            return id;
        }
        if (!Segment.all(folder).isEmpty()) {
            throw new Damage("its name is missing");
        }
        String id = UUID.randomUUID().toString();
        DurableFile.write(file, id);
        return id;
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Account.say(
                    "A write of the outbox was cut off; its last "
                            + (channel.size() - size)
                            + " bytes are taken away.");
            channel.truncate(size);
            channel.force(true);
        }
    }

    /** Something that a crash does not do. */
    private static final class Damage extends Exception {
        private static final long serialVersionUID = 1L;

        Damage(String why) {
            super(why);
        }
    }
}
