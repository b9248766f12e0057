package dev.ratoon.controlplane.proxy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** What one agent uses of the proxy, against its bounds. Safe for many threads. */
final class Use {
    private static final Duration NAMES_FOR = Duration.ofMinutes(1);
    private static final Duration BYTES_FOR = Duration.ofHours(1);
    private static final Duration PACKAGES_FOR = Duration.ofDays(1);

    private static final int LOOKUPS_AT_ONCE = 8;

    private final Settings settings;
    private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);
    private final Set<String> names = new HashSet<>();
    private Instant namesSince = Instant.MIN;
    private Instant bytesSince = Instant.MIN;
    private Instant packagesSince = Instant.MIN;
    private long packages;
    private long sent;
    private long received;
    private int connections;

    Use(Settings settings) {
        this.settings = settings;
    }

    /** Places for its names that are looked up just now. */
    Semaphore lookups() {
        return lookups;
    }

    synchronized void enter(Instant now) throws Refused {
        if (connections >= settings.ofOne()) {
            throw new Refused(
                    Rule.LIMIT,
                    429,
                    "This sandbox has "
                            + settings.ofOne()
                            + " connections at the proxy already: wait for one of them to end.");
        }
        if (!mayCarry(0, true, now) || !mayCarry(0, false, now)) {
            throw new Refused(
                    Rule.LIMIT,
                    429,
                    "This sandbox has moved all the bytes that it may in an hour"
                            + " (ratoon.egress.bytes-per-hour): wait for the next one.");
        }
        connections++;
    }

    synchronized void leave() {
        connections--;
    }

    /** A name that was looked up a moment ago costs nothing more. */
    synchronized void lookUp(String name, Instant now) throws Refused {
        if (now.isAfter(namesSince.plus(NAMES_FOR))) {
            namesSince = now;
            names.clear();
        }
        if (!names.contains(name) && names.size() >= settings.lookups()) {
            throw new Refused(
                    Rule.LOOKUP,
                    429,
                    "This sandbox has asked for "
                            + settings.lookups()
                            + " names within a minute: wait for the next one"
                            + " (ratoon.egress.lookups).");
        }
        names.add(name);
    }

    synchronized boolean mayCarry(long more, boolean out, Instant now) {
        if (now.isAfter(bytesSince.plus(BYTES_FOR))) {
            bytesSince = now;
            sent = 0;
            received = 0;
        }
        if (out) {
            sent += more;
        } else {
            received += more;
        }
        return (out ? sent : received) <= settings.bytes();
    }

    /**
     * Before so much is read from a registry; 0 where that is not known.
     *
     * @param registry as people call it
     */
    synchronized void mustRead(long more, String registry, Instant now) throws Refused {
        if (packages(0, now) + Math.max(1, more) <= settings.registryBytes()) {
            return;
        }
        throw new Refused(
                Rule.LIMIT,
                429,
                "This sandbox has read "
                        + packages
                        + " bytes from registries since "
                        + packagesSince.truncatedTo(ChronoUnit.SECONDS)
                        + ", and what it wants of "
                        + registry
                        + " is more than it may read in a day: wait until "
                        + packagesSince.plus(PACKAGES_FOR).truncatedTo(ChronoUnit.SECONDS)
                        + ". Whoever operates Ratoon can raise it:"
                        + " ratoon.egress.registry-bytes-per-day");
    }

    /** The same, while it comes. */
    synchronized boolean mayRead(long more, Instant now) {
        return packages(more, now) <= settings.registryBytes();
    }

    private long packages(long more, Instant now) {
        if (now.isAfter(packagesSince.plus(PACKAGES_FOR))) {
            packagesSince = now;
            packages = 0;
        }
        packages += more;
        return packages;
    }

    /** Nothing of it is bounded any more by what it did. */
    synchronized boolean isForgotten(Instant now) {
        return connections == 0
                && now.isAfter(namesSince.plus(NAMES_FOR))
                && now.isAfter(bytesSince.plus(BYTES_FOR))
                && now.isAfter(packagesSince.plus(PACKAGES_FOR));
    }
}
