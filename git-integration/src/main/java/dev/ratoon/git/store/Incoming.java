package dev.ratoon.git.store;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.pack.PackBounds;
import dev.ratoon.git.pack.PackRefused;
import dev.ratoon.git.pack.PackScan;
import dev.ratoon.git.pack.Room;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What repositories of others send. JGit makes room for whatever a pack says of itself, so it is
 * put into a file and looked through first. Safe for many threads.
 */
final class Incoming {
    private static final int SOME = 64 << 10;

    /** How often it is asked whether the disk has room: after so many bytes. */
    private static final int STEP = 16 << 20;

    private final FreeSpace space;
    private final PackBounds bounds;
    private final Room room;

    Incoming(FreeSpace space) {
        this.space = space;
        this.bounds = PackBounds.ofOthers();
        this.room =
                new Room(
                        bounds.memory(),
                        "Too many large repositories are being fetched: try again in a minute.");
    }

    FreeSpace space() {
        return space;
    }

    /**
     * A pack that may be unpacked, until it is closed.
     *
     * @param name of the repository that sent it
     * @param folder where a writer's leftovers are cleared
     */
    Pack checked(InputStream in, String name, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "incoming_", ".tmp");
        try {
            keep(in, file);
            Room.Place place = room.take(PackScan.memory(file, bounds));
            try {
                return new Pack(Files.newInputStream(file), place);
            } catch (IOException e) {
                place.close();
                throw e;
            }
        } catch (PackRefused e) {
            throw refused(name, e);
        } finally {
            // While it is open it can be read all the same.
            Files.deleteIfExists(file);
        }
    }

    private void keep(InputStream in, Path file) throws IOException {
        byte[] some = new byte[SOME];
        try (OutputStream out = Files.newOutputStream(file)) {
            int written = 0;
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
                written += n;
                if (written > STEP) {
                    space.check();
                    written = 0;
                }
            }
        }
    }

    private static GitTrouble refused(String name, PackRefused refused) {
        return switch (refused.why()) {
            case UNSOUND ->
                    GitTrouble.external(
                            "%s sends no sound pack (%s): try again, and have it repaired there if it stays so."
                                    .formatted(name, refused.found()),
                            refused);
            case OBJECTS ->
                    GitTrouble.user(
                            "%s has %s objects, and %s are the most with the memory that Ratoon's git role has: give it a larger heap."
                                    .formatted(name, refused.found(), refused.most()),
                            refused);
            case OBJECT, UNPACKED, MEMORY ->
                    GitTrouble.user(
                            "%s is packed so tightly that unpacking it takes %s of memory, and %s is the most: have it repacked there, or give Ratoon's git role a larger heap."
                                    .formatted(name, refused.found(), refused.most()),
                            refused);
        };
    }

    /** A pack, and the memory that is set aside for it. */
    record Pack(InputStream in, Room.Place place) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (place) {
                in.close();
            }
        }
    }
}
