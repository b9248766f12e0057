package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/** A throw-away repository for one push: what is not taken from it is gone when it is closed. */
public record Quarantine(Path folder, Repository repository) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        repository.close();
        Folders.delete(folder);
    }
}
