package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.bonds.Bonds;
import dev.ratoon.controlplane.bonds.BoundFolder;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.publish.Publications;
import dev.ratoon.git.publish.PublishLimits;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The git store in the one folder to which the database is bound. */
@Singleton
class StoreFolder {
    private static final BoundFolder REPOSITORIES =
            new BoundFolder("repositories", "repositories", "ratoon.repositories.folder");

    private final RepositoriesConfig config;
    private final Bonds bonds;
    private final Ids ids;
    private final RepositoryWriters writers;

    StoreFolder(RepositoriesConfig config, Bonds bonds, Ids ids, RepositoryWriters writers) {
        this.config = config;
        this.bonds = bonds;
        this.ids = ids;
        this.writers = writers;
    }

    @Produces
    @Singleton
    GitStore store(@ConfigProperty(name = "started.home") Path home, Upstreams upstreams) {
        Path folder =
                REPOSITORIES.bound(
                        bonds,
                        config.folder().orElse(home.resolve("repositories")),
                        ids.next(),
                        config.startOver());
        return new GitStore(folder, writers, upstreams, config.keepFree().asLongValue());
    }

    @Produces
    @Singleton
    Upstreams upstreams() {
        UpstreamSettings usual = UpstreamSettings.defaults();
        Set<String> own = Set.copyOf(config.privateHosts().orElse(List.of()));
        return new Upstreams(usual.withPrivateHosts(own, usual.tls()));
    }

    void end(@Disposes Upstreams upstreams) {
        upstreams.close();
    }

    @Produces
    @Singleton
    Publications publications(
            GitStore store, Upstreams upstreams, Pushes pushes, PushLimits pushed) {
        return new Publications(
                store,
                upstreams,
                writers,
                PublishLimits.defaults(),
                agent -> List.of(pushed.guard(), pushes.guard(agent)));
    }

    @Produces
    @Singleton
    PushLimits limits() {
        return PushLimits.defaults()
                .withSizes(config.largestPush().asLongValue(), config.largestFile().asLongValue())
                .withRules(config.refusedPaths().orElse(List.of()), config.refuseSecrets());
    }
}
