package dev.ratoon.git.gateway;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.Source;
import dev.ratoon.git.Sources;
import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** A gateway and its store in a process of its own, to be killed; never gets past noting a push. */
final class StoreAlone {
    private StoreAlone() {}

    /** Arguments: the store, and a folder or the address of a host at localhost. */
    public static void main(String[] arguments) throws Exception {
        var store =
                new GitStore(
                        Path.of(arguments[0]),
                        Writers.ofThisProcess(),
                        new Upstreams(
                                UpstreamSettings.defaults()
                                        .withPrivateHosts(
                                                Set.of("localhost"), SSLContext.getDefault())));
        String from = arguments[1];
        AgentRepository agent =
                agent(
                        from.startsWith("https:")
                                ? new Source.Https(URI.create(from))
                                : new Source.LocalPath(Path.of(from)));
        try (var gateway =
                new GitGateway(
                        GitGatewaySettings.defaults(),
                        _ -> Optional.of(new Sources.Known("it", agent)),
                        store,
                        new PushDoor(store, new Stuck(), PushLimits.defaults()))) {
            System.out.println(gateway.port());
            while (System.in.read() >= 0) {}
        }
    }

    static AgentRepository agent(Source upstream) {
        return new AgentRepository(
                Sandbox.AGENT,
                "fix",
                upstream,
                Optional.empty(),
                Optional.empty(),
                Sandbox.BRANCH,
                false);
    }

    private static final class Stuck implements Pushes {
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
            return 1;
        }

        @Override
        public void taken(UUID agent, List<RefChange> changes, Set<PushRule> used) {
            System.out.println("noting");
            while (true) {
                LockSupport.park();
            }
        }

        @Override
        public void recovered(UUID agent, List<RefChange> changes, Set<PushRule> used) {}

        @Override
        public void refused(UUID agent, PushRule rule, String ref, String words) {}
    }
}
