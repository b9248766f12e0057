package dev.ratoon.git.store;

import static org.eclipse.jgit.lib.Constants.R_HEADS;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.Writers;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstream;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** All objects of one repository of somebody else that anybody was ever shown. */
final class Mirror {
    private static final String USED = "used";

    private final String name;
    private final Path folder;
    private final Writers writers;
    private final Upstreams upstreams;
    private final Incoming incoming;

    private Mirror(
            String name, Path folder, Writers writers, Upstreams upstreams, Incoming incoming) {
        this.name = name;
        this.folder = folder;
        this.writers = writers;
        this.upstreams = upstreams;
        this.incoming = incoming;
    }

    static Mirror of(
            Path store, Source source, Writers writers, Upstreams upstreams, Incoming incoming) {
        String name = "mirrors/" + key(source);
        return new Mirror(name, store.resolve(name + ".git"), writers, upstreams, incoming);
    }

    private static String key(Source source) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(source.normalForm().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    Path folder() {
        return folder;
    }

    boolean exists() {
        return Bare.is(folder);
    }

    private void use() throws IOException {
        Path used = folder.resolve(USED);
        if (Files.exists(used)) {
            Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
        } else {
            Files.write(used, new byte[0]);
        }
    }

    /** Whether nobody has asked for it since then. */
    static boolean isUnused(Path mirror, Instant since) {
        try {
            return Files.getLastModifiedTime(mirror.resolve(USED)).toInstant().isBefore(since);
        } catch (IOException e) {
            return false; // it is being made, or deleted
        }
    }

    /** What upstream shows to this login, when all that it leads to is here. */
    Seen bring(Source source, Optional<Login> login) throws IOException {
        Seen seen = upstreams.look(source, login);
        if (exists()) {
            use();
            if (missing(seen).isEmpty()) {
                return seen;
            }
        }
        return writers.alone(
                name,
                () -> {
                    make();
                    return fetch(source, login);
                });
    }

    private void make() throws IOException {
        Files.createDirectories(folder.getParent());
        if (exists()) {
            Leftovers.clear(folder);
        } else {
            Bare.make(folder, R_HEADS + "main", _ -> {});
        }
        use();
    }

    /** Looks again: while it waited for its turn, somebody else may have fetched all there is. */
    private Seen fetch(Source source, Optional<Login> login) throws IOException {
        FreeSpace space = incoming.space();
        try (Repository repository = Receiving.open(folder, incoming, source.normalForm());
                Upstream upstream = upstreams.open(source, login, repository)) {
            Seen seen = upstream.seen();
            List<Ref> wanted = missing(seen, repository);
            if (!wanted.isEmpty()) {
                boolean fresh = repository.getRefDatabase().getRefs().isEmpty();
                space.check();
                try {
                    upstream.fetch(wanted, here(repository), Checks.ofOthers(), space.watching());
                } catch (GitTrouble e) {
                    space.check();
                    throw e;
                }
                if (!missing(seen, repository).isEmpty()) {
                    throw GitTrouble.external(
                            source.normalForm()
                                    + " does not send what it shows: have it repaired there.",
                            null);
                }
                if (fresh) {
                    Packing.whole(repository, ids(seen.refs().values()));
                }
                keep(seen.refs().values(), repository);
            }
            return seen;
        }
    }

    /**
     * So that the next fetch can say what is here. What was shown to others before is here, too.
     */
    private void keep(Collection<Ref> seen, Repository repository) throws IOException {
        ShownRefs.write(seen, repository.getDirectory().toPath());
    }

    private static Set<ObjectId> here(Repository repository) throws IOException {
        return ids(repository.getRefDatabase().getRefs());
    }

    private static Set<ObjectId> ids(Collection<Ref> refs) {
        return refs.stream()
                .map(Ref::getObjectId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private List<Ref> missing(Seen seen) throws IOException {
        try (Repository repository = Bare.open(folder)) {
            return missing(seen, repository);
        }
    }

    private static List<Ref> missing(Seen seen, Repository repository) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            var missing = new java.util.ArrayList<Ref>();
            for (Ref ref : seen.refs().values()) {
                if (!reader.has(ref.getObjectId())) {
                    missing.add(ref);
                }
            }
            return missing;
        }
    }
}
