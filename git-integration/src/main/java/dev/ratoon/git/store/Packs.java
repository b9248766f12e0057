package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Moves packs from one repository to another: with their objects whole, or not at all. */
final class Packs {
    private Packs() {}

    static void move(Path from, Path to) throws IOException {
        Path source = from.resolve("objects/pack");
        Path target = to.resolve("objects/pack");
        List<Path> indexes;
        try (Stream<Path> files = Files.list(source)) {
            indexes = files.filter(file -> file.toString().endsWith(".idx")).toList();
        }
        for (Path index : indexes) {
            String name = index.getFileName().toString();
            String pack = name.substring(0, name.length() - ".idx".length()) + ".pack";
            // A pack is read when its index is there: so that comes last.
            for (String one : List.of(pack, name)) {
                force(source.resolve(one));
                Files.move(
                        source.resolve(one), target.resolve(one), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        force(target);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
