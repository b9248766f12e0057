package dev.ratoon.git.store;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexWriterV1;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Writes what a new mirror has into one pack with bitmaps: from then on a clone is sent as it lies,
 * instead of being counted object by object. Only before anybody reads the mirror, because the pack
 * that came is deleted.
 */
final class Packing {
    private static final System.Logger LOG = System.getLogger(Packing.class.getName());

    private static final String DRAFT = ".new";

    private Packing() {}

    /** A mirror that cannot be packed is served all the same. */
    static void whole(Repository mirror, Set<ObjectId> tips) {
        try {
            Path folder = mirror.getDirectory().toPath().resolve("objects/pack");
            List<Path> old = packs(folder);
            write(mirror, tips, folder);
            try (Repository again = Bare.open(mirror.getDirectory().toPath())) {
                clear(again, old);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(WARNING, mirror + " cannot be packed", e);
        }
    }

    private static void write(Repository mirror, Set<ObjectId> tips, Path folder)
            throws IOException {
        var config = new PackConfig();
        config.setBuildBitmaps(true);
        config.setIndexVersion(2);
        config.setDeltaCompress(false);
        config.setThreads(1);
        var all = NullProgressMonitor.INSTANCE;
        try (var writer = new PackWriter(config, mirror.newObjectReader())) {
            writer.setDeltaBaseAsOffset(true);
            writer.setCreateBitmaps(true);
            writer.preparePack(all, tips, PackWriter.NONE, PackWriter.NONE, PackWriter.NONE);
            // Another name than what came has, which is made from the same objects.
            String name = "pack-" + id();
            draft(folder, name + ".pack", out -> writer.writePack(all, all, out));
            draft(folder, name + ".idx", writer::writeIndex);
            if (writer.prepareBitmapIndex(all)) {
                draft(
                        folder,
                        name + ".bitmap",
                        out -> writer.writeBitmapIndex(new PackBitmapIndexWriterV1(out)));
            }
            // A pack is read when its index is there: so that comes last.
            for (String end : List.of(".bitmap", ".pack", ".idx")) {
                Path draft = folder.resolve(name + end + DRAFT);
                if (Files.exists(draft)) {
                    Files.move(draft, folder.resolve(name + end), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private static String id() {
        String hex = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        return hex.substring(0, 40);
    }

    private static void draft(Path folder, String name, Content content) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve(name + DRAFT),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.write(out);
            channel.force(true);
        }
    }

    /** Those that hold nothing that the others do not hold, too. */
    private static void clear(Repository mirror, List<Path> old) throws IOException {
        Set<String> names =
                old.stream().map(one -> one.getFileName().toString()).collect(Collectors.toSet());
        List<Pack> packs = List.copyOf(((ObjectDirectory) mirror.getObjectDatabase()).getPacks());
        List<Pack> kept =
                packs.stream().filter(one -> !names.contains(one.getPackFile().getName())).toList();
        for (Pack pack : packs) {
            if (!kept.contains(pack) && within(pack, kept)) {
                Path file = pack.getPackFile().toPath();
                String name = file.getFileName().toString();
                Files.delete(file.resolveSibling(name.replaceFirst("\\.pack$", ".idx")));
                Files.delete(file);
            }
        }
    }

    private static boolean within(Pack pack, List<Pack> others) throws IOException {
        for (var entry : pack) {
            ObjectId id = entry.toObjectId();
            boolean found = false;
            for (Pack other : others) {
                found |= other.hasObject(id);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> packs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pack")).toList();
        }
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }
}
