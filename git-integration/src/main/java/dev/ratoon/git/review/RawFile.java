package dev.ratoon.git.review;

import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** A file's bytes, for whoever wants them as they are. */
public final class RawFile {
    private final Repository repository;
    private final ObjectId id;

    RawFile(Repository repository, ObjectId id) {
        this.repository = repository;
        this.id = id;
    }

    /** As it is noted: nothing of it is read. */
    public long size() throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return reader.getObjectSize(id, Constants.OBJ_BLOB);
        }
    }

    /**
     * One that is stored as its difference from another version is made whole in memory, beside
     * that version: how it is stored is not known before.
     */
    public void copyTo(OutputStream out) throws IOException {
        repository.open(id, Constants.OBJ_BLOB).copyTo(out);
    }
}
