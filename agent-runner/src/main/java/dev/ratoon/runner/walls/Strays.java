package dev.ratoon.runner.walls;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was tried past the gateways since it was told last, counted. Safe for many threads. */
final class Strays {
    /** Places that are told apart; what is beyond them counts together. */
    static final int APART = 200;

    /** Of those, how many have their name in the words. */
    static final int NAMED = 5;

    private final Set<InetSocketAddress> gateways;
    private final Set<InetAddress> own;
    private final Map<String, Integer> tried = new LinkedHashMap<>();
    private long beyond;

    /**
     * Nothing yet.
     *
     * @param gateways where it may go
     * @param own the addresses of its machine
     */
    Strays(Set<InetSocketAddress> gateways, Set<InetAddress> own) {
        this.gateways = Set.copyOf(gateways);
        this.own = Set.copyOf(own);
    }

    synchronized void add(SocketEnd end) {
        if (!end.wentOut()
                || own.contains(end.to())
                || gateways.stream().anyMatch(each -> isFor(each, end))) {
            return;
        }
        String place = end.place();
        if (tried.containsKey(place) || tried.size() < APART) {
            int _ = tried.merge(place, 1, Integer::sum);
        } else {
            beyond++;
        }
        notifyAll();
    }

    private static boolean isFor(InetSocketAddress gateway, SocketEnd end) {
        return end.to().equals(gateway.getAddress())
                && (end.port() == gateway.getPort() || end.port() == 0);
    }

    /** Waits until there is something to tell. */
    synchronized void await() throws InterruptedException {
        while (tried.isEmpty()) {
            wait();
        }
    }

    /** What to tell, which is not counted any more. */
    synchronized String take() {
        String places =
                tried.entrySet().stream()
                        .limit(NAMED)
                        .map(each -> each.getKey() + times(each.getValue()))
                        .collect(Collectors.joining(", "));
        int more = tried.size() - NAMED;
        String others =
                more <= 0
                        ? ""
                        : " and "
                                + more
                                + (beyond > 0 ? " or more" : "")
                                + (more == 1 ? " other place" : " other places");
        tried.clear();
        beyond = 0;
        return "Something in the sandbox tried to reach "
                + places
                + others
                + " by itself, past the gateways. The network policy of sandboxes is to let"
                + " nothing through there. If it was meant: let the program go by its proxy (HTTPS_PROXY),"
                + " and by name; what is refused there says how to allow it.";
    }

    /** The same, if there is anything: somebody else may have told it. */
    synchronized Optional<String> rest() {
        return tried.isEmpty() ? Optional.empty() : Optional.of(take());
    }

    private static String times(int count) {
        return count == 1 ? "" : " (" + count + " times)";
    }
}
