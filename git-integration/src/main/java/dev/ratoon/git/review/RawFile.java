package dev.ratoon.git.review;

import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jgit.lib.ObjectLoader;

/** A file's bytes, for whoever wants them as they are. */
public final class RawFile {
    private final ObjectLoader loader;

    RawFile(ObjectLoader loader) {
        this.loader = loader;
    }

    public long size() {
        return loader.getSize();
    }

    public void copyTo(OutputStream out) throws IOException {
        loader.copyTo(out);
    }
}
