package dev.ratoon.git.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexWriterV1;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/** A pack of objects that a repository has already: on the disk before anybody can read it. */
final class NewPack {
    private static final String DRAFT = ".new";

    private NewPack() {}

    /** Chooses what comes into it. */
    interface Contents {
        void choose(PackWriter writer) throws IOException;
    }

    static void write(Repository repository, boolean bitmaps, Contents contents)
            throws IOException {
        Path folder = repository.getDirectory().toPath().resolve("objects/pack");
        try (var writer = new PackWriter(config(bitmaps), repository.newObjectReader())) {
            writer.setDeltaBaseAsOffset(true);
            writer.setCreateBitmaps(bitmaps);
            contents.choose(writer);
            // Another name than what came has, which is made from the same objects.
            write(writer, bitmaps, folder, "pack-" + id());
        }
    }

    /** What came is good enough: nothing is searched that could be smaller. */
    private static PackConfig config(boolean bitmaps) {
        var config = new PackConfig();
        config.setBuildBitmaps(bitmaps);
        config.setIndexVersion(2);
        config.setDeltaCompress(false);
        config.setThreads(1);
        return config;
    }

    private static void write(PackWriter writer, boolean bitmaps, Path folder, String name)
            throws IOException {
        var silent = NullProgressMonitor.INSTANCE;
        draft(folder, name + ".pack", out -> writer.writePack(silent, silent, out));
        draft(folder, name + ".idx", writer::writeIndex);
        if (bitmaps && writer.prepareBitmapIndex(silent)) {
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

    private interface Content {
        void write(OutputStream out) throws IOException;
    }
}
