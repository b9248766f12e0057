package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Each push and each fetch brings a pack, and whoever reads looks into all of them. Once there are
 * many, the small ones are put together into one; a large one only when what has come since is half
 * as large, so that nothing is written again and again. No object is lost. By the only writer.
 */
final class Tidying {
    private static final int MANY = 20;

    private final Path folder;
    private final Replaced replaced;

    Tidying(Path folder) {
        this.folder = folder;
        this.replaced = new Replaced(folder);
    }

    /** An agent's repository. */
    void agent(Instant now) throws IOException {
        tidy(now, Tidying::together);
    }

    /** A mirror: what it had from the first is written with bitmaps again when it is its turn. */
    void mirror(Instant now) throws IOException {
        tidy(
                now,
                (repository, small) -> {
                    if (small.stream().anyMatch(Tidying::hasBitmaps)) {
                        Packing.write(repository, tips(repository));
                    } else {
                        together(repository, small);
                    }
                });
    }

    private interface Writing {
        void write(Repository repository, List<Pack> small) throws IOException;
    }

    private void tidy(Instant now, Writing writing) throws IOException {
        replaced.clear(now);
        Set<String> old = replaced.names();
        List<String> before;
        try (Repository repository = Bare.open(folder)) {
            List<Pack> packs =
                    OldPacks.all(repository).stream()
                            .filter(pack -> !old.contains(OldPacks.name(pack)))
                            .toList();
            if (packs.size() <= MANY) {
                return;
            }
            before = packs.stream().map(OldPacks::name).toList();
            writing.write(repository, small(packs));
        }
        try (Repository again = Bare.open(folder)) {
            replaced.mark(OldPacks.needless(again, before));
        }
    }

    /** From the smallest up, as long as one is no more than twice what all before it are. */
    private static List<Pack> small(List<Pack> packs) {
        List<Pack> bySize = packs.stream().sorted(Comparator.comparingLong(Tidying::size)).toList();
        int chosen = 0;
        long sum = 0;
        for (int i = 0; i < bySize.size(); i++) {
            if (size(bySize.get(i)) <= 2 * sum) {
                chosen = i + 1;
            }
            sum += size(bySize.get(i));
        }
        // Where each is more than twice the others they are few, however many there are.
        return bySize.subList(0, Math.max(chosen, 2));
    }

    private static long size(Pack pack) {
        return pack.getPackFile().length();
    }

    private static boolean hasBitmaps(Pack pack) {
        String name = OldPacks.name(pack).replaceFirst("\\.pack$", ".bitmap");
        return Files.exists(pack.getPackFile().toPath().resolveSibling(name));
    }

    private static Set<ObjectId> tips(Repository repository) throws IOException {
        return repository.getRefDatabase().getRefs().stream()
                .map(Ref::getObjectId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void together(Repository repository, List<Pack> small) throws IOException {
        try (var walk = new RevWalk(repository)) {
            Map<ObjectId, RevObject> objects = new LinkedHashMap<>();
            for (Pack pack : small) {
                for (var entry : pack) {
                    ObjectId id = entry.toObjectId();
                    if (!objects.containsKey(id)) {
                        int type = walk.getObjectReader().open(id).getType();
                        objects.put(id, walk.lookupAny(id, type));
                    }
                }
            }
            var all = new ArrayList<>(objects.values());
            NewPack.write(repository, false, writer -> writer.preparePack(all.iterator()));
        }
    }
}
