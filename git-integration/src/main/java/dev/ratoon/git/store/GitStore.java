package dev.ratoon.git.store;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.Writers;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/**
 * Mirrors and agents' repositories in a folder, which several processes may share:
 *
 * <ul>
 *   <li>{@code mirrors/KEY.git}: all that anybody was ever shown of one repository. Nothing is
 *       taken out of it, because agents borrow from it.
 *   <li>{@code agents/ID.git}: an agent's own branch and hidden refs, what it pushed, and the
 *       branches and tags that its user was shown last.
 * </ul>
 *
 * Safe for many threads.
 */
public final class GitStore implements AutoCloseable {
    private static final long USUALLY_FREE = 1L << 30;

    private final Path folder;
    private final Writers writers;
    private final Upstreams upstreams;
    private final FreeSpace space;
    private final Incoming incoming;
    private final Checked checked = new Checked();
    private final Quarantines quarantines;

    public GitStore(Path folder, Writers writers, Upstreams upstreams) {
        this(folder, writers, upstreams, USUALLY_FREE);
    }

    /**
     * @param free bytes that are left for others on the disk
     */
    public GitStore(Path folder, Writers writers, Upstreams upstreams, long free) {
        this.folder = folder.toAbsolutePath().normalize();
        this.space = new FreeSpace(this.folder, free);
        this.incoming = new Incoming(space);
        this.writers = writers;
        this.upstreams = upstreams;
        try {
            Files.createDirectories(this.folder);
            this.quarantines = new Quarantines(this.folder);
        } catch (IOException e) {
            throw GitTrouble.internal(
                    "The repositories cannot be kept in %s (%s): let the user that runs Ratoon write it."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    /**
     * Asks upstream with the agent's own login, brings what is new, and makes the agent's
     * repository or brings it up to date. The agent's own branch stays as it is.
     */
    public void refresh(AgentRepository wanted) {
        try {
            Mirror mirror = mirror(wanted);
            Seen seen = mirror.bring(wanted.source(), wanted.login());
            agent(wanted.agent()).show(wanted, seen, mirror.folder());
            if (!mirror.exists()) {
                // It was unused until now, and deleted meanwhile: from now on it is borrowed from.
                mirror.bring(wanted.source(), wanted.login());
            }
            checked.passed(wanted);
        } catch (IOException e) {
            throw broken(wanted, e);
        }
    }

    /** The same, unless this login was asked about within the last minute. */
    public void check(AgentRepository wanted) {
        if (!checked.lately(wanted) || !agent(wanted.agent()).exists()) {
            refresh(wanted);
        }
    }

    /**
     * What upstream shows to this login, when all that it leads to is within reach of the agent's
     * repository; the agent itself is shown nothing new.
     */
    public Seen look(AgentRepository wanted) {
        try {
            return mirror(wanted).bring(wanted.source(), wanted.login());
        } catch (IOException e) {
            throw broken(wanted, e);
        }
    }

    /**
     * Files at the tip of a branch, by default upstream's first, as upstream shows it to this login
     * now; empty when it shows no such branch.
     */
    public Optional<Committed> committed(
            Source source,
            Optional<Login> login,
            Optional<String> branch,
            Committed.Wanted wanted) {
        Mirror mirror = Mirror.of(folder, source, writers, upstreams, incoming);
        try {
            return Committed.of(mirror.folder(), mirror.bring(source, login), branch, wanted);
        } catch (IOException e) {
            throw broken(source, e);
        }
    }

    /** The agent's repository, made if it is not there: without it upstream need not be asked. */
    public AgentStore opened(AgentRepository wanted) {
        AgentStore agent = agent(wanted.agent());
        if (!agent.exists()) {
            refresh(wanted);
        }
        return agent;
    }

    /**
     * All that an agent's repository leads to, for reading. The mirror's packs come first: only
     * there are they sent as they lie.
     */
    public Repository reading(AgentRepository wanted) throws IOException {
        return agent(wanted.agent()).reading(mirror(wanted).folder());
    }

    public Path folder() {
        return folder;
    }

    /** Those that have a repository here. */
    public Set<UUID> agents() throws IOException {
        Path all = folder.resolve("agents");
        if (Files.notExists(all)) {
            return Set.of();
        }
        try (Stream<Path> repositories = Files.list(all)) {
            return repositories
                    .map(repository -> repository.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[.]git"))
                    .map(name -> UUID.fromString(name.substring(0, 36)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** What an agent has changed; empty when it has no repository yet. */
    public Optional<Review> review(UUID id, Bounds bounds) throws IOException {
        AgentStore agent = agent(id);
        return agent.exists() ? Optional.of(Review.of(agent.folder(), bounds)) : Optional.empty();
    }

    /** Where a push of this agent is looked at before anything of it is taken. */
    public Quarantine quarantine(AgentRepository wanted) throws IOException {
        space.check();
        return quarantines.make(agent(wanted.agent()).folder());
    }

    /** Ends what a crash cut off in the middle of pushes. */
    public void recover(BiConsumer<UUID, Told> told) {
        try {
            for (UUID id : Pending.all(folder)) {
                agent(id).recover(cut -> told.accept(id, cut));
            }
        } catch (IOException e) {
            throw GitTrouble.internal("What a crash cut off cannot be ended: " + e.getMessage(), e);
        }
    }

    public StoreUpkeep upkeep() {
        return new StoreUpkeep(folder, writers);
    }

    /** Deletes an agent's repository; what it borrowed stays in the mirror. */
    public void delete(UUID agent) {
        try {
            agent(agent).delete();
        } catch (IOException e) {
            throw GitTrouble.internal(
                    "The repository of agent " + agent + " cannot be deleted: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            quarantines.close();
        } catch (IOException e) {
            throw GitTrouble.internal("The quarantine cannot be cleared: " + e.getMessage(), e);
        }
    }

    private Mirror mirror(AgentRepository wanted) {
        return Mirror.of(folder, wanted.source(), writers, upstreams, incoming);
    }

    private AgentStore agent(UUID id) {
        return new AgentStore(folder, id, writers);
    }

    private static GitTrouble broken(AgentRepository wanted, IOException e) {
        return broken(wanted.source(), e);
    }

    private static GitTrouble broken(Source source, IOException e) {
        return GitTrouble.internal(
                "Ratoon's own copy of %s cannot be read or written (%s): its operator finds more in the log."
                        .formatted(source.normalForm(), e.getMessage()),
                e);
    }
}
