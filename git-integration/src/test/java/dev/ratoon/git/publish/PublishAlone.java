package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Source;
import dev.ratoon.git.Writers;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Publishes in a process of its own, to be killed. */
final class PublishAlone {
    private PublishAlone() {}

    /** Arguments: the store, upstream, the agent's id, and its checkpoint. */
    public static void main(String[] arguments) throws Exception {
        var upstreams =
                new Upstreams(
                        UpstreamSettings.defaults()
                                .withPrivateHosts(Set.of("localhost"), SSLContext.getDefault()));
        var from =
                new AgentRepository(
                        UUID.fromString(arguments[2]),
                        "fix",
                        new Source.Https(URI.create(arguments[1])),
                        Optional.of(Publisher.LOGIN),
                        Optional.empty(),
                        "ratoon/fix",
                        false);
        try (var store = new GitStore(Path.of(arguments[0]), Writers.ofThisProcess(), upstreams)) {
            var publications =
                    new Publications(
                            store,
                            upstreams,
                            Writers.ofThisProcess(),
                            PublishLimits.defaults(),
                            _ -> List.of());
            System.out.println(
                    publications.publish(
                            from,
                            new Where(from.source(), from.login()),
                            Publisher.order(arguments[3])));
        }
    }
}
