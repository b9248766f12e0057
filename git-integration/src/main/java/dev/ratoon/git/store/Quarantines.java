package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where this process keeps what is not taken yet. The kernel's lock says whether a process still
 * lives; what others left behind is deleted at the start.
 */
final class Quarantines implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Path locked;
    private final FileChannel lock;

    Quarantines(Path store) throws IOException {
        Path all = Files.createDirectories(store.resolve("quarantine"));
        sweep(all);
        String own = UUID.randomUUID().toString();
        this.folder = all.resolve(own);
        this.locked = all.resolve(own + LOCK);
        // Locked before it has the name under which others would try it.
        Path draft = all.resolve(own + ".new");
        this.lock =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(draft, locked, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void sweep(Path all) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(all)) {
            locks = files.filter(file -> file.toString().endsWith(LOCK)).toList();
        }
        for (Path one : locks) {
            try (FileChannel channel = FileChannel.open(one, StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    String name = one.getFileName().toString();
                    Folders.delete(all.resolve(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(one);
                }
            } catch (OverlappingFileLockException e) {
                // Another store of this process uses it.
            }
        }
    }

    /** A new one, whose objects are looked for in the agent's repository, too. */
    Quarantine make(Path agent) throws IOException {
        Path repository = folder.resolve(UUID.randomUUID() + ".git");
        Files.createDirectories(folder);
        Bare.make(repository, "refs/heads/none", draft -> Bare.borrow(draft, agent));
        return new Quarantine(repository, Bare.open(repository));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
        lock.close();
        Files.deleteIfExists(locked);
    }
}
