package dev.ratoon.controlplane.proxy;

import dev.ratoon.git.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks a name up once, checks all that it means, and dials what was checked. */
final class Dialler implements AutoCloseable {
    private static final int LOOKUPS_AT_ONCE = 64;

    /** Of one name: each may take a while to say nothing. */
    private static final int MOST_DIALLED = 8;

    private final Names names;
    private final Addresses addresses;
    private final Semaphore places = new Semaphore(LOOKUPS_AT_ONCE);

    /** Real ones: a lookup holds its thread in the system's library, however long that takes. */
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("egress lookup ", 0).factory());

    Dialler(Names names, Addresses addresses) {
        this.names = names;
        this.addresses = addresses;
    }

    /**
     * Where it is, if all of it may be dialled.
     *
     * @param own places of whoever asks, so that nobody takes all of ours
     */
    List<InetAddress> checked(Target target, Semaphore own) throws Refused {
        List<InetAddress> all = lookedUp(target, own);
        for (InetAddress address : all) {
            Optional<String> refusal = addresses.refusal(target.host(), address);
            if (refusal.isPresent()) {
                throw new Refused(
                        Rule.ADDRESS,
                        403,
                        "%s has the address %s, which is %s: only public hosts are reached from a sandbox%s."
                                .formatted(
                                        target.host(),
                                        address.getHostAddress(),
                                        refusal.get(),
                                        refusal.get().equals(AddressRules.PRIVATE)
                                                ? ", and those that the operator names"
                                                        + " (ratoon.egress.private-hosts)"
                                                : ", and no list changes that. Check the name, or"
                                                        + " ask another host"));
            }
        }
        return all;
    }

    private List<InetAddress> lookedUp(Target target, Semaphore own) throws Refused {
        if (target.literal()) {
            return List.of(InetAddress.ofLiteral(target.host()));
        }
        if (!own.tryAcquire()) {
            throw busy();
        }
        if (!places.tryAcquire()) {
            own.release();
            throw busy();
        }
        // It gives its place back when it ends, however long that takes.
        Future<List<InetAddress>> asked =
                threads.submit(
                        () -> {
                            try {
                                return names.of(target.host());
                            } finally {
                                places.release();
                                own.release();
                            }
                        });
        try {
            List<InetAddress> found =
                    asked.get(Settings.TO_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (found.isEmpty()) {
                throw unknown(target);
            }
            return found;
        } catch (ExecutionException e) {
            throw unknown(target);
        } catch (TimeoutException e) {
            throw new Refused(
                    Rule.LOOKUP, 504, "Nobody says in time where " + target.host() + " is.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Rule.LOOKUP, 503, "The control plane is being stopped.");
        }
    }

    private static Refused busy() {
        return new Refused(Rule.LOOKUP, 503, "Too many names are looked up now: try again.");
    }

    private static Refused unknown(Target target) {
        return new Refused(
                Rule.LOOKUP, 502, "The name " + target.host() + " is not known: check it.");
    }

    Socket dial(Target target, List<InetAddress> checked) throws Refused {
        String why = "no address";
        for (InetAddress address : checked.subList(0, Math.min(MOST_DIALLED, checked.size()))) {
            var socket = new Socket(Proxy.NO_PROXY);
            try {
                socket.connect(
                        new InetSocketAddress(address, target.port()),
                        Math.toIntExact(Settings.TO_CONNECT.toMillis()));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                Watch.quietly(socket);
                why = String.valueOf(e.getMessage());
            }
        }
        throw Refused.away(target.text() + " cannot be reached (" + why + "): try again later.");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
