package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Packs that others have made needless. */
final class OldPacks {
    private OldPacks() {}

    /** The packs of this repository itself, without those that it borrows. */
    static List<Pack> all(Repository repository) {
        return List.copyOf(((ObjectDirectory) repository.getObjectDatabase()).getPacks());
    }

    static String name(Pack pack) {
        return pack.getPackFile().getName();
    }

    /** Of the packs with these names, those that hold nothing that the others do not hold, too. */
    static List<String> needless(Repository repository, Collection<String> names)
            throws IOException {
        List<Pack> packs = all(repository);
        Set<Pack> kept =
                packs.stream()
                        .filter(one -> !names.contains(name(one)))
                        .collect(Collectors.toSet());
        List<String> needless = new ArrayList<>();
        for (Pack pack : packs) {
            if (!kept.contains(pack) && within(pack, kept)) {
                needless.add(name(pack));
            }
        }
        return needless;
    }

    private static boolean within(Pack pack, Set<Pack> others) throws IOException {
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

    /** Who has it open reads on. */
    static void delete(Path repository, String pack) throws IOException {
        Path folder = repository.resolve("objects/pack");
        String name = pack.replaceFirst("\\.pack$", "");
        for (String end : List.of(".idx", ".bitmap", ".pack")) {
            Files.deleteIfExists(folder.resolve(name + end));
        }
    }
}
