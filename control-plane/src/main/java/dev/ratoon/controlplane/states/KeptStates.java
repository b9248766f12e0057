package dev.ratoon.controlplane.states;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.StateEvents;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.runners.SandboxPrograms;
import dev.ratoon.controlplane.runners.SetupSecrets;
import dev.ratoon.controlplane.runners.StateWays;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.controlplane.streams.ExpectedStreams;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.protocol.Assignment;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts back what a setup has made, and keeps it when it was made. Safe for many threads. */
@Singleton
class KeptStates implements StateWays {
    private static final Logger LOG = Logger.getLogger(KeptStates.class);

    private final StatesConfig config;
    private final StateStore store;
    private final StateFiles files;
    private final LogStore log;
    private final GitStore repositories;
    private final ExpectedStreams streams;
    private final SandboxPrograms programs;
    private final SetupSecrets secrets;
    private final Ids ids;
    private final Clock clock;
    private final Map<UUID, Told> told = new ConcurrentHashMap<>();

    KeptStates(
            StatesConfig config,
            StateStore store,
            StateFiles files,
            LogStore log,
            GitStore repositories,
            ExpectedStreams streams,
            SandboxPrograms programs,
            SetupSecrets secrets,
            Ids ids,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.files = files;
        this.log = log;
        this.repositories = repositories;
        this.streams = streams;
        this.programs = programs;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** The ways that an incarnation was told. */
    private record Told(int incarnation, Assignment.State state) {}

    private interface Doing {
        void with(StateKey key, Facts facts) throws IOException, InterruptedException;
    }

    @Override
    public synchronized Optional<Assignment.State> of(
            Facts facts, ObservedEvent.EnvironmentTaken taken) {
        if (facts.workspace().prepared()) {
            forget(facts.id());
        }
        if (!config.keep()
                || taken.setup().isBlank()
                || facts.isTrial()
                || facts.origin().unconfined()
                || facts.workspace().prepared()
                || facts.git().tip() != null) {
            return Optional.empty();
        }
        int incarnation = facts.workspace().incarnations();
        UUID agent = facts.id();
        Told before = told.get(agent);
        if (before != null && before.incarnation() == incarnation) {
            // A runner does what it was told first.
            return Optional.empty();
        }
        forget(agent);
        // As they are before the script is given them: what is made with later ones is not reused.
        String marked = secrets.mark(facts);
        Duration patience = Duration.ofMinutes(taken.setupMinutes()).plusHours(2);
        var state =
                new Assignment.State(
                        streams.expect(
                                agent,
                                socket ->
                                        when(
                                                agent,
                                                incarnation,
                                                marked,
                                                (key, _) -> restore(agent, key, socket)),
                                patience,
                                () -> {}),
                        streams.expect(
                                agent,
                                socket ->
                                        when(
                                                agent,
                                                incarnation,
                                                marked,
                                                (key, now) -> keep(key, now, socket)),
                                patience,
                                () -> over(agent, incarnation)));
        told.put(agent, new Told(incarnation, state));
        return Optional.of(state);
    }

    private synchronized void over(UUID agent, int incarnation) {
        Told last = told.get(agent);
        if (last != null && last.incarnation() == incarnation) {
            told.remove(agent);
        }
    }

    /** Nobody waits any more for what an earlier incarnation was told. */
    private void forget(UUID agent) {
        Told before = told.remove(agent);
        if (before != null) {
            streams.cancel(agent, before.state().restore());
            streams.cancel(agent, before.state().keep());
        }
    }

    /** Only while it is still the incarnation that was told the way. */
    private void when(UUID agent, int incarnation, String marked, Doing doing)
            throws InterruptedException {
        try {
            Optional<Facts> facts = current(agent, incarnation);
            if (facts.isEmpty()) {
                return;
            }
            Optional<ObservedEvent.EnvironmentTaken> taken = taken(facts.get());
            if (taken.isEmpty()) {
                return;
            }
            Optional<Review> found = repositories.review(agent, Bounds.defaults());
            if (found.isEmpty()) {
                return;
            }
            Optional<String> base;
            try (Review review = found.get()) {
                base = review.commit(Review.BASE);
            }
            if (base.isPresent()) {
                doing.with(
                        StateKey.of(facts.get(), taken.get(), base.get(), programs, marked),
                        facts.get());
            }
        } catch (SocketClosed e) {
            // It is made, or kept, the next time.
            LOG.debugf(e, "A kept state of %s", agent);
        } catch (IOException e) {
            LOG.warnf(e, "A kept state of %s", agent);
        }
    }

    /** Read when it is needed: a whole script is much to hold for hours. */
    private Optional<ObservedEvent.EnvironmentTaken> taken(Facts facts) {
        Facts.Environment has = facts.environment();
        return has != null
                        && log.read(facts.id(), has.seq() - 1, 1).getFirst().observed()
                                instanceof ObservedEvent.EnvironmentTaken taken
                ? Optional.of(taken)
                : Optional.empty();
    }

    private Optional<Facts> current(UUID agent, int incarnation) {
        return log.facts(agent)
                .filter(facts -> !facts.workspace().prepared())
                .filter(
                        facts ->
                                facts.sandbox() != null
                                        && facts.sandbox().incarnation() == incarnation);
    }

    private void restore(UUID agent, StateKey key, Socket socket)
            throws IOException, InterruptedException {
        Optional<StateStore.Kept> kept = store.use(key);
        if (kept.isPresent() && isFresh(kept.get())) {
            Optional<InputStream> file = files.read(key.digest());
            if (file.isPresent()) {
                try (InputStream archive = file.get()) {
                    if (new StateStream(socket).send(archive)) {
                        note(
                                agent,
                                new StateEvents.Used(
                                        kept.get().madeAt(),
                                        kept.get().setupSeconds(),
                                        kept.get().bytes()));
                    } else {
                        store.forget(key.digest());
                    }
                    return;
                }
            }
        }
        store.like(key).map(like -> why(key, like)).ifPresent(why -> note(agent, why));
        var _ = new StateStream(socket).send(new ByteArrayInputStream(new byte[0]));
    }

    private boolean isFresh(StateStore.Kept kept) {
        return Freshness.isYoung(kept, config.age(), clock.instant());
    }

    private ObservedEvent why(StateKey key, StateStore.Kept like) {
        String words =
                like.version() != key.version()
                        ? Freshness.otherVersion(like)
                        : !like.base().equals(key.base())
                                ? "it was made at " + like.base() + ", where the base was then"
                                : !isFresh(like)
                                        ? Freshness.TOO_OLD
                                        : "what it was made with has changed, or its file is gone";
        return new StateEvents.Stale(like.madeAt(), words);
    }

    private void keep(StateKey key, Facts facts, Socket socket)
            throws IOException, InterruptedException {
        UUID agent = facts.id();
        if (somebodyWasIn(agent)) {
            return;
        }
        Facts.Sandbox sandbox = facts.sandbox();
        Instant began = sandbox == null ? null : sandbox.stepAt();
        long seconds =
                began == null
                        ? 0
                        : Math.max(0, Duration.between(began, clock.instant()).toSeconds());
        long largest = Math.min(config.largest().asLongValue(), config.total().asLongValue());
        Optional<StateFiles.Draft> room = files.draft(ids.next(), largest);
        if (room.isEmpty()) {
            LOG.warn("There is no room on the disk to keep what setups make");
            return;
        }
        try (StateFiles.Draft draft = room.get()) {
            long bytes = new StateStream(socket).take(draft, largest);
            if (bytes < 0 || somebodyWasIn(agent)) {
                return;
            }
            draft.takeAs(key.digest());
            store.put(key, bytes, seconds);
            store.trim(clock.instant().minus(config.age()), config.total().asLongValue());
            note(agent, new StateEvents.Kept(seconds, bytes));
        }
    }

    /** Then it is not only what the script has made. */
    private boolean somebodyWasIn(UUID agent) {
        return !log.read(agent, 0, 1, List.of("exec.begun")).isEmpty();
    }

    private void note(UUID agent, ObservedEvent event) {
        log.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    /** Where the archives are. */
    @Singleton
    static final class Folder {
        @jakarta.enterprise.inject.Produces
        @Singleton
        StateFiles files(
                StatesConfig config,
                @ConfigProperty(name = "started.home") java.nio.file.Path home) {
            return new StateFiles(config.folder().orElse(home.resolve("states")));
        }
    }
}
