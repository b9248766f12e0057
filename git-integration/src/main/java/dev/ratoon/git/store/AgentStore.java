package dev.ratoon.git.store;

import static org.eclipse.jgit.lib.Constants.R_HEADS;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.Writers;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.upstream.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** One agent's repository. */
public final class AgentStore {
    /** What was published last; nothing that a sandbox may read or refer to. */
    public static final String PUBLISHED = "refs/ratoon/published";

    private static final int MOST_NAMES = 10;

    private final String name;
    private final Path folder;
    private final Pending pending;
    private final Writers writers;

    AgentStore(Path store, UUID id, Writers writers) {
        this.name = "agents/" + id;
        this.folder = store.resolve(name + ".git");
        this.pending = Pending.of(store, id);
        this.writers = writers;
    }

    public boolean exists() {
        return Bare.is(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Works as the only one that writes here. */
    private <T> T alone(Writers.Work<T> work) throws IOException {
        return writers.alone(
                name,
                () -> {
                    if (exists()) {
                        Leftovers.clear(folder);
                    }
                    return work.run();
                });
    }

    public Repository open() throws IOException {
        return Bare.open(folder);
    }

    /** The same refs and objects, searched in the mirror first. */
    Repository reading(Path mirror) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder.toFile())
                .setObjectDirectory(mirror.resolve("objects").toFile())
                .addAlternateObjectDirectory(folder.resolve("objects").toFile())
                .setMustExist(true)
                .build();
    }

    /** Shows what the agent's user was shown; makes the repository and its branch at first. */
    void show(AgentRepository wanted, Seen seen, Path mirror) throws IOException {
        if (exists() && ShownRefs.are(shown(wanted, seen), folder)) {
            return;
        }
        alone(
                () -> {
                    if (!exists()) {
                        make(wanted, seen, mirror);
                    }
                    followBase(seen);
                    ShownRefs.write(shown(wanted, seen), folder);
                    return folder;
                });
    }

    private void make(AgentRepository wanted, Seen seen, Path mirror) throws IOException {
        Optional<ObjectId> begin = begin(wanted, seen);
        Files.createDirectories(folder.getParent());
        Bare.make(
                folder,
                wanted.ownRef(),
                draft -> {
                    Bare.borrow(draft, mirror);
                    if (begin.isPresent()) {
                        writeRef(draft, wanted.ownRef(), begin.get().name());
                        writeRef(draft, Review.BASE, begin.get().name());
                    }
                    Optional<String> onto = wanted.base().map(R_HEADS::concat).or(seen::head);
                    if (onto.isPresent() && !wanted.goesOn()) {
                        writeRef(draft, Review.ONTO, "ref: " + onto.get());
                    }
                });
    }

    /** A base that is gone was renamed, or is part of what upstream begins with. */
    private void followBase(Seen seen) throws IOException {
        try (Repository repository = open()) {
            Ref onto = repository.exactRef(Review.ONTO);
            if (onto != null
                    && seen.head().isPresent()
                    && !seen.refs().containsKey(onto.getTarget().getName())) {
                OwnRefs.point(repository, Review.ONTO, seen.head().get());
            }
        }
    }

    private static void writeRef(Path repository, String ref, String value) throws IOException {
        Path file = repository.resolve(ref);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value + "\n");
    }

    /** Where the agent's branch begins; nowhere in a repository without any. */
    private static Optional<ObjectId> begin(AgentRepository wanted, Seen seen) {
        if (wanted.goesOn()) {
            refuseDefault(wanted, seen);
            return Optional.of(existing(wanted.branch(), wanted, seen));
        }
        if (wanted.base().isPresent()) {
            return Optional.of(existing(wanted.base().get(), wanted, seen));
        }
        return seen.head().flatMap(head -> seen.branch(head.substring(R_HEADS.length())));
    }

    /** What everybody begins with is changed by people, or through a pull request. */
    private static void refuseDefault(AgentRepository wanted, Seen seen) {
        if (seen.head().filter(wanted.ownRef()::equals).isPresent()) {
            throw GitTrouble.user(
                    "%s is the default branch of %s, with which no agent goes on: begin a branch of the agent's own there, or name another one."
                            .formatted(wanted.branch(), wanted.source().normalForm()));
        }
    }

    private static ObjectId existing(String branch, AgentRepository wanted, Seen seen) {
        return seen.branch(branch)
                .orElseThrow(
                        () ->
                                GitTrouble.user(
                                        "%s has no branch %s: %s"
                                                .formatted(
                                                        wanted.source().normalForm(),
                                                        branch,
                                                        branches(seen))));
    }

    private static String branches(Seen seen) {
        List<String> some = seen.branches().limit(MOST_NAMES + 1L).toList();
        if (some.isEmpty()) {
            return "it is empty.";
        }
        return some.size() > MOST_NAMES
                ? "it has "
                        + String.join(", ", some.subList(0, MOST_NAMES))
                        + " and others. Name one of them."
                : "it has " + String.join(", ", some) + ". Name one of them.";
    }

    /** Without what would be, or stand in the way of, the agent's own branch. */
    private static List<Ref> shown(AgentRepository wanted, Seen seen) {
        String own = wanted.ownRef();
        var refs = new ArrayList<Ref>();
        for (Ref ref : seen.refs().values()) {
            String other = ref.getName();
            if (!other.equals(own)
                    && !other.startsWith(own + "/")
                    && !own.startsWith(other + "/")) {
                refs.add(ref);
            }
        }
        return refs;
    }

    /**
     * Takes what a push brought: its objects, then its refs, which must be where they were; then
     * whoever wants to know is told. When that fails the refs are where they were.
     *
     * @param recovered hears of an earlier one that a crash cut off
     * @return false when somebody else changed a ref meanwhile, and nothing happened
     */
    public boolean take(
            Quarantine brought, Told push, Consumer<Told> recovered, Consumer<Told> taken)
            throws IOException {
        return alone(
                () -> {
                    finish(recovered);
                    try (Repository repository = open()) {
                        for (RefChange change : push.changes()) {
                            if (!OwnRefs.at(repository, change.ref()).equals(change.before())) {
                                return false;
                            }
                        }
                        Packs.move(brought.folder(), folder);
                        pending.write(push);
                        forward(repository, push, taken);
                    }
                    pending.clear();
                    return true;
                });
    }

    /** Takes what was made of the agent's work on our side, under {@link #PUBLISHED}. */
    public void publish(Quarantine made, String commit) throws IOException {
        alone(
                () -> {
                    try (Repository repository = open()) {
                        Packs.move(made.folder(), folder);
                        OwnRefs.forward(
                                repository,
                                new RefChange(
                                        PUBLISHED, OwnRefs.at(repository, PUBLISHED), commit));
                    }
                    return folder;
                });
    }

    private void forward(Repository repository, Told push, Consumer<Told> taken)
            throws IOException {
        var done = new ArrayDeque<RefChange>();
        try {
            for (RefChange change : push.changes()) {
                OwnRefs.forward(repository, change);
                done.push(change);
            }
            taken.accept(push);
        } catch (IOException | RuntimeException e) {
            for (RefChange change : done) {
                OwnRefs.back(repository, change);
            }
            pending.clear();
            throw e;
        }
    }

    /** Ends what a crash cut off, if there is anything. */
    public void recover(Consumer<Told> recovered) throws IOException {
        if (pending.is()) {
            alone(
                    () -> {
                        finish(recovered);
                        return folder;
                    });
        }
    }

    /** The objects were there before it was written down: so it can only go on. */
    private void finish(Consumer<Told> recovered) throws IOException {
        if (!pending.is()) {
            return;
        }
        Told cut = pending.read();
        try (Repository repository = open()) {
            for (RefChange change : cut.changes()) {
                if (OwnRefs.at(repository, change.ref()).equals(change.before())) {
                    OwnRefs.forward(repository, change);
                }
            }
        }
        recovered.accept(cut);
        pending.clear();
    }

    void delete() throws IOException {
        writers.alone(
                name,
                () -> {
                    pending.clear();
                    Folders.delete(folder);
                    Folders.delete(folder.resolveSibling(folder.getFileName() + ".new"));
                    return folder;
                });
    }
}
