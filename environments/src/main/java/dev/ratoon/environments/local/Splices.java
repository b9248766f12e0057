package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxOrder.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** All connections through all doors, so that they are bounded and none is forgotten. */
final class Splices {
    private final LocalSettings.DoorBounds bounds;
    private final Map<Doors, Set<Splice>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Splices(LocalSettings.DoorBounds bounds) {
        this.bounds = bounds;
        Thread.ofVirtual().name("splices").start(this::sweep);
    }

    /** Takes the inner end over: it is connected to the address, or closed. */
    void between(Doors doors, SocketChannel inner, @Nullable Address address) {
        Set<Splice> those = open.computeIfAbsent(doors, _ -> ConcurrentHashMap.newKeySet());
        if (address == null || those.size() >= bounds.connections()) {
            shut(inner);
            return;
        }
        Thread.ofVirtual().name("splice").start(() -> connect(those, inner, address));
    }

    private void connect(Set<Splice> those, SocketChannel inner, Address address) {
        SocketChannel outer;
        try {
            outer = SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException | RuntimeException _) {
            // The runner sees its connection end, and comes back later.
            shut(inner);
            return;
        }
        var splice = new Splice[1];
        splice[0] = new Splice(inner, outer, () -> those.remove(splice[0]));
        those.add(splice[0]);
        splice[0].start();
    }

    void end(Doors doors) {
        Set<Splice> those = open.remove(doors);
        if (those != null) {
            those.forEach(Splice::close);
        }
    }

    int count() {
        return open.values().stream().mapToInt(Set::size).sum();
    }

    private void sweep() {
        Duration every = bounds.stall().dividedBy(4);
        while (!closed) {
            LockSupport.parkNanos(this, every.toNanos());
            long now = System.nanoTime();
            for (Set<Splice> those : open.values()) {
                for (Splice splice : those) {
                    if (splice.stalled(now, bounds.stall().toNanos())) {
                        splice.close();
                    }
                }
            }
        }
    }

    void close() {
        closed = true;
        open.keySet().forEach(this::end);
    }

    private static void shut(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed either way.
        }
    }
}
