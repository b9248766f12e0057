package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.basis.Generated;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Login;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import dev.ratoon.git.Sources;
import dev.ratoon.git.gateway.GitGateway;
import dev.ratoon.git.gateway.GitGatewaySettings;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** The git role in a process of its own: store, gateway, and leases in a database. */
final class StorePlane {
    private StorePlane() {}

    /** Of the folder, the database's address with user and password, a name, and upstream. */
    public static void main(String[] arguments) throws Exception {
        var database = new PGSimpleDataSource();
        database.setUrl(arguments[1]);
        database.setUser(arguments[2]);
        database.setPassword(arguments[3]);
        var writers =
                new RepositoryWriters(
                        new WriterLeases(database, arguments[4]),
                        Generated.ids(),
                        Duration.ofSeconds(8),
                        Duration.ofMinutes(2));
        UpstreamSettings usual = UpstreamSettings.defaults();
        var store =
                new GitStore(
                        Path.of(arguments[0]),
                        writers,
                        new Upstreams(usual.withPrivateHosts(Set.of("localhost"), usual.tls())));
        Source source = ((RepositoryUrl.Usable) RepositoryUrl.parse(arguments[5])).source();
        try (var gateway =
                new GitGateway(
                        GitGatewaySettings.defaults(),
                        header -> known(String.valueOf(header), source),
                        store,
                        new PushDoor(store, new Takes(), PushLimits.defaults()))) {
            System.out.println(gateway.port());
            while (System.in.read() >= 0) {}
        }
    }

    static UUID id(String agent) {
        return UUID.nameUUIDFromBytes(agent.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Sources.Known> known(String header, Source source) {
        if (!header.startsWith("Runner ")) {
            return Optional.empty();
        }
        String agent = header.substring("Runner ".length());
        return Optional.of(
                new Sources.Known(
                        header,
                        new AgentRepository(
                                id(agent),
                                agent,
                                source,
                                Optional.<Login>empty(),
                                Optional.empty(),
                                "ratoon/" + agent,
                                false)));
    }

    private static final class Takes implements Pushes {
        @Override
        public boolean allows(UUID agent, PushRule rule) {
            return false;
        }

        @Override
        public PushGuard guard(UUID agent) {
            return PushGuard.NONE;
        }

        @Override
        public int turns(UUID agent) {
            return 1_000;
        }

        @Override
        public void taken(UUID agent, List<RefChange> changes, Set<PushRule> used) {}

        @Override
        public void recovered(UUID agent, List<RefChange> changes, Set<PushRule> used) {}

        @Override
        public void refused(UUID agent, PushRule rule, String ref, String words) {}
    }
}
