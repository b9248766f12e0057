package dev.ratoon.git.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;
import org.jspecify.annotations.Nullable;

/** A mirror for the time of a fetch: each pack that comes is checked before it is unpacked. */
final class Receiving extends FileRepository {
    private final Incoming incoming;
    private final String from;

    private Receiving(FileRepositoryBuilder folder, Incoming incoming, String from)
            throws IOException {
        super(folder);
        this.incoming = incoming;
        this.from = from;
    }

    /**
     * Of the mirror in a folder.
     *
     * @param from the name of what it is a mirror of
     */
    static Receiving open(Path folder, Incoming incoming, String from) throws IOException {
        return new Receiving(
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setMustExist(true).setup(),
                incoming,
                from);
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter plain = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            private Incoming.@Nullable Pack pack;

            @Override
            protected ObjectInserter delegate() {
                return plain;
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                var checked = incoming.checked(in, from, getObjectsDirectory().toPath());
                pack = checked;
                return plain.newPackParser(checked.in());
            }

            @Override
            public void close() {
                try (var _ = pack) {
                    plain.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
