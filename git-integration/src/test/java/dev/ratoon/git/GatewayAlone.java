package dev.ratoon.git;

import java.time.Duration;
import java.util.Optional;

/**
 * A gateway in a process of its own, which has three seconds for a request; ends with its input.
 */
final class GatewayAlone {
    static final Duration TO_ASK = Duration.ofSeconds(3);

    private GatewayAlone() {}

    public static void main(String[] arguments) throws Exception {
        SlowRequests.bound(TO_ASK);
        try (var gateway =
                new GitGateway(
                        GitGatewaySettings.defaults().withDrain(Duration.ZERO),
                        _ -> Optional.empty())) {
            System.out.println(gateway.port());
            while (System.in.read() >= 0) {}
        }
    }
}
