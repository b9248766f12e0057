package dev.ratoon.git.gateway;

import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/**
 * A gateway in a process of its own, which has three seconds for a request and room for a hundred
 * connections; ends with its input.
 */
final class GatewayAlone {
    static final Duration TO_ASK = Duration.ofSeconds(3);

    /** Fewer than the JDK's server keeps between two requests, so that nobody makes room. */
    static final int CONNECTIONS = 100;

    private GatewayAlone() {}

    private static GitGateway gateway() throws IOException {
        var store =
                new GitStore(
                        Files.createTempDirectory("git"),
                        Writers.ofThisProcess(),
                        new Upstreams(UpstreamSettings.defaults()));
        return new GitGateway(
                GitGatewaySettings.defaults().withDrain(Duration.ZERO),
                _ -> Optional.empty(),
                store,
                new PushDoor(store, new Noted(), PushLimits.defaults()));
    }

    public static void main(String[] arguments) throws Exception {
        SlowRequests.bound(TO_ASK, CONNECTIONS);
        try (var gateway = gateway()) {
            System.out.println(gateway.port());
            while (System.in.read() >= 0) {}
        }
    }
}
