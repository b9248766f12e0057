package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.LockFile;
import org.eclipse.jgit.lib.Ref;

/**
 * All refs of a repository that are not written one by one, in git's own file for many: they change
 * together, and a branch that moves costs one file, however many there are.
 */
final class ShownRefs {
    private static final String FILE = "packed-refs";

    private ShownRefs() {}

    /** Whether they stand there, so that nothing is to be written. */
    static boolean are(Collection<Ref> refs, Path repository) throws IOException {
        Path file = repository.resolve(FILE);
        return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes(refs));
    }

    static void write(Collection<Ref> refs, Path repository) throws IOException {
        var lock = new LockFile(repository.resolve(FILE).toFile());
        lock.setFSync(true);
        if (!lock.lock()) {
            throw new IOException("somebody else writes the refs of " + repository);
        }
        try {
            lock.write(bytes(refs));
            if (!lock.commit()) {
                throw new IOException("the refs of " + repository + " cannot be written");
            }
        } finally {
            lock.unlock();
        }
    }

    private static byte[] bytes(Collection<Ref> refs) {
        var sorted = new TreeMap<String, Ref>();
        for (Ref ref : refs) {
            sorted.put(ref.getName(), ref);
        }
        var text = new StringBuilder("# pack-refs with: peeled sorted \n");
        for (Ref ref : sorted.values()) {
            text.append(ref.getObjectId().name()).append(' ').append(ref.getName()).append('\n');
            if (ref.getPeeledObjectId() != null) {
                text.append('^').append(ref.getPeeledObjectId().name()).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
