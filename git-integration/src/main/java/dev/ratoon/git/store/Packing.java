package dev.ratoon.git.store;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Writes what a new mirror has into one pack with bitmaps: from then on a clone is sent as it lies,
 * instead of being counted object by object. Only before anybody reads the mirror, because the pack
 * that came is deleted.
 */
final class Packing {
    private static final System.Logger LOG = System.getLogger(Packing.class.getName());

    private Packing() {}

    /** A mirror that cannot be packed is served all the same. */
    static void whole(Repository mirror, Set<ObjectId> tips) {
        try {
            List<String> old = OldPacks.all(mirror).stream().map(OldPacks::name).toList();
            write(mirror, tips);
            try (Repository again = Bare.open(mirror.getDirectory().toPath())) {
                for (String pack : OldPacks.needless(again, old)) {
                    OldPacks.delete(mirror.getDirectory().toPath(), pack);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(WARNING, mirror + " cannot be packed", e);
        }
    }

    static void write(Repository mirror, Set<ObjectId> tips) throws IOException {
        NewPack.write(
                mirror,
                true,
                writer ->
                        writer.preparePack(
                                NullProgressMonitor.INSTANCE,
                                tips,
                                PackWriter.NONE,
                                PackWriter.NONE,
                                PackWriter.NONE));
    }
}
