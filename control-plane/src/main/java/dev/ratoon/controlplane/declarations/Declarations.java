package dev.ratoon.controlplane.declarations;

import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.reconcile.BeforeSandbox;
import dev.ratoon.controlplane.repositories.AgentRepositories;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Before the first sandbox of an agent that was started with the repository's own environment: what
 * that is. Read beside whoever asks, because upstream may take its time; what comes of it is in the
 * log, and makes the agent due. Safe for many threads.
 */
@Singleton
class Declarations implements BeforeSandbox {
    private static final Logger LOG = Logger.getLogger(Declarations.class);

    /** Read at once, in all and of one owner: upstream may take its time on purpose. */
    private static final int MOST = 8;

    private static final int MOST_OF_ONE = 2;

    private final LogStore log;
    private final AgentRepositories repositories;
    private final GitStore store;
    private final AgentsConfig config;
    private final AllowedImages images;

    /** The agents, and whose they are. */
    private final Map<UUID, UUID> underway = new ConcurrentHashMap<>();

    Declarations(
            LogStore log,
            AgentRepositories repositories,
            GitStore store,
            AgentsConfig config,
            AllowedImages images) {
        this.log = log;
        this.repositories = repositories;
        this.store = store;
        this.config = config;
        this.images = images;
    }

    @Override
    public boolean isReady(Facts facts) {
        if (facts.environment() != null
                || !facts.origin().environment().equals(Environments.REPOSITORY)) {
            return true;
        }
        if (begins(facts)) {
            // An interrupt would break the database connection of a virtual one.
            Thread.ofVirtual()
                    .name("declaration of " + facts.id())
                    .start(
                            () -> {
                                try {
                                    read(facts);
                                } catch (RuntimeException e) {
                                    LOG.warnf(e, "It is read again: %s", facts.id());
                                } finally {
                                    underway.remove(facts.id());
                                }
                            });
        }
        return false;
    }

    /** Who finds no room asks again later. */
    private synchronized boolean begins(Facts facts) {
        UUID owner = facts.origin().owner();
        return hasRoom(underway.values(), owner) && underway.putIfAbsent(facts.id(), owner) == null;
    }

    static boolean hasRoom(Collection<UUID> owners, UUID owner) {
        return owners.size() < MOST && owners.stream().filter(owner::equals).count() < MOST_OF_ONE;
    }

    private void read(Facts facts) {
        ObservedEvent came;
        try {
            came = of(facts);
        } catch (Unusable e) {
            came =
                    new ObservedEvent.Failed(
                            "The repository's own environment was asked for. " + e.getMessage(),
                            "Mend it there and resume a new agent, or start one with another"
                                    + " environment: ratoon environment list");
        } catch (GitTrouble e) {
            came = new ObservedEvent.Failed(String.valueOf(e.getMessage()), "Then resume it");
        } catch (IOException e) {
            LOG.warnf(e, "The repository of %s cannot be read", facts.id());
            came =
                    new ObservedEvent.Failed(
                            "Ratoon's own copy of its repository cannot be read.",
                            "Ask the operator, whose log says why, then resume it");
        } catch (RuntimeException e) {
            // To try it for ever would not change it.
            LOG.warnf(e, "The environment in the repository of %s cannot be read", facts.id());
            came =
                    new ObservedEvent.Failed(
                            "The repository's own environment was asked for. It cannot be read.",
                            "Ask the operator, whose log says why, then resume it");
        }
        ObservedEvent told = came;
        log.append(
                facts.id(),
                current ->
                        current.facts().environment() == null
                                        && current.facts().failure() == null
                                        && current.facts().wish() == Facts.Wish.RUN
                                ? List.of(NewEvent.of(told))
                                : List.of());
    }

    private ObservedEvent of(Facts facts) throws IOException, Unusable {
        AgentRepository wanted =
                repositories
                        .of(facts)
                        .orElseThrow(() -> new Unusable("Its address is none any more."));
        store.opened(wanted);
        try (Review review =
                store.review(facts.id(), Bounds.defaults())
                        .orElseThrow(() -> new Unusable("It was just deleted."))) {
            return Declared.in(review, config, images);
        }
    }
}
