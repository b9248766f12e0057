package dev.ratoon.runner;

import dev.ratoon.protocol.Audience;
import dev.ratoon.runner.outbox.Limits;
import dev.ratoon.runner.wire.Endpoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the provider says to a runner, in its environment.
 *
 * @param firstKey a file; it is deleted when it has been read
 * @param ownNetwork whether runner and hands share a network that nobody else is in
 */
record Settings(
        String agent,
        int incarnation,
        Path firstKey,
        Path state,
        Path link,
        Endpoint control,
        Map<Audience, Endpoint> gateways,
        Limits outbox,
        boolean ownNetwork) {

    static Settings of(Map<String, String> environment) {
        var gateways = new HashMap<Audience, Endpoint>();
        for (Audience audience : Audience.values()) {
            String address =
                    environment.get("RATOON_GATEWAY_" + audience.name().toUpperCase(Locale.ROOT));
            if (address != null) {
                gateways.put(audience, Endpoint.of(address));
            }
        }
        String room = environment.get("RATOON_OUTBOX_MEBIBYTES");
        return new Settings(
                needed(environment, "RATOON_AGENT"),
                Integer.parseInt(needed(environment, "RATOON_INCARNATION")),
                Path.of(needed(environment, "RATOON_FIRST_KEY_FILE")),
                Path.of(needed(environment, "RATOON_STATE")),
                Path.of(needed(environment, "RATOON_LINK")),
                Endpoint.of(needed(environment, "RATOON_CONTROL")),
                Map.copyOf(gateways),
                room == null ? Limits.USUAL : Limits.ofMebibytes(Long.parseLong(room)),
                "own".equals(environment.get("RATOON_NETWORK")));
    }

    /** Wherever the runner itself goes. */
    Set<Endpoint> addresses() {
        Set<Endpoint> all = new HashSet<>(gateways.values());
        all.add(control);
        return all;
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set: the provider sets it");
        }
        return value;
    }
}
