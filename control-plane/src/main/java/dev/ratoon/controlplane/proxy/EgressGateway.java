package dev.ratoon.controlplane.proxy;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Listens for runners, and lets their sandboxes out as far as they may. One request a connection;
 * threads: one virtual one for each, one that watches it, one for its answer.
 */
public final class EgressGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EgressGateway.class.getName());
    private static final int MOST_REMEMBERED = 10_000;

    private final Settings settings;
    private final Caller.Recognised callers;
    private final Notes notes;
    private final InstantSource clock;
    private final Dialler dialler;
    private final Tunnel tunnel;
    private final PlainHttp plain;
    private final RegistryDoor registries;
    private final ServerSocket door;
    private final Semaphore places = new Semaphore(Settings.CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Use> uses = new ConcurrentHashMap<>();

    /** Listens from now on. */
    public EgressGateway(
            Settings settings,
            Caller.Recognised callers,
            List<Registry> registries,
            Names names,
            Addresses addresses,
            Notes notes,
            InstantSource clock)
            throws IOException {
        this.settings = settings;
        this.callers = callers;
        this.notes = notes;
        this.clock = clock;
        this.dialler = new Dialler(names, addresses);
        this.tunnel = new Tunnel(dialler, notes, clock, settings.toAsk());
        this.plain = new PlainHttp(dialler, notes, clock);
        this.registries = new RegistryDoor(registries, new Upstream(settings, dialler), notes);
        this.door = new ServerSocket();
        door.bind(settings.at(), 200);
        Thread.ofVirtual().name("egress door").start(() -> Door.admit(door, this::enter));
    }

    public int port() {
        return door.getLocalPort();
    }

    private void enter(Socket near) {
        if (places.tryAcquire()) {
            Thread.ofVirtual().name("egress").start(() -> admit(near));
        } else {
            Watch.quietly(near);
        }
    }

    private void admit(Socket near) {
        open.add(near);
        try (near) {
            serve(near);
        } catch (IOException e) {
            LOG.log(DEBUG, "a sandbox or its host went away", e);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "a request to the egress gateway failed", e);
        } finally {
            open.remove(near);
            places.release();
        }
    }

    private void serve(Socket near) throws IOException {
        near.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(near.getInputStream(), 16 << 10);
        Request request;
        try (Watch _ = new Watch(settings.toAsk(), settings.toAsk(), near)) {
            request = Request.read(in);
        } catch (Refused refused) {
            Reply.refuse(near, refused);
            return;
        }
        boolean local = request.target().startsWith(RegistryDoor.PATH);
        Optional<String> shown = shown(request, local ? "Authorization" : "Proxy-Authorization");
        Optional<Caller.TooOften> often = callers.tooOften(shown.orElse(null));
        if (often.isPresent()) {
            Reply.refuse(near, Refused.tooOften(often.get()));
            return;
        }
        Optional<Caller> caller = callers.of(shown.orElse(null));
        if (caller.isEmpty()) {
            Reply.refuse(
                    near,
                    new Refused(
                            Rule.FORM,
                            407,
                            "Ratoon does not take this credential for the way out: it has expired,"
                                    + " or its sandbox has ended."));
            return;
        }
        try (Watch watch = new Watch(settings.idle(), settings.longest(), near)) {
            serve(near, in, request, caller.get(), watch);
        }
    }

    private static Optional<String> shown(Request request, String header) {
        try {
            return request.head().only(header);
        } catch (Refused two) {
            return Optional.empty();
        }
    }

    private void serve(Socket near, InputStream in, Request request, Caller caller, Watch watch)
            throws IOException {
        Use use = use(caller.agent());
        var visit =
                new Visit(caller, request, near, in, use, watch, new Carriage(use, watch, clock));
        Optional<Target> target = Optional.empty();
        try {
            use.enter(clock.instant());
            try {
                target = target(request);
                serve(visit, target);
            } finally {
                use.leave();
            }
        } catch (Refused refused) {
            named(request, target)
                    .ifPresent(
                            at ->
                                    notes.refused(
                                            caller.agent(),
                                            at.host(),
                                            at.port(),
                                            refused.rule(),
                                            refused.words()));
            Reply.refuse(near, refused);
        }
    }

    private static Optional<Target> target(Request request) throws Refused {
        if (request.only("CONNECT")) {
            return Optional.of(
                    Target.of(request.target(), 443)
                            .orElseThrow(() -> Refused.form("CONNECT wants a host and a port.")));
        }
        return request.target().startsWith(PlainHttp.SCHEME)
                ? Optional.of(PlainHttp.target(request))
                : Optional.empty();
    }

    /** Which registry it is that somebody wants to be more than read. */
    private Optional<Target> named(Request request, Optional<Target> target) {
        return target.or(() -> registries.named(request).map(Registry::host));
    }

    private void serve(Visit visit, Optional<Target> target) throws IOException, Refused {
        if (target.isEmpty()) {
            if (!visit.request().target().startsWith(RegistryDoor.PATH)) {
                throw Refused.form("This is a proxy: ask it for http://..., or CONNECT.");
            }
            registries.serve(visit);
        } else if (visit.request().only("CONNECT")) {
            tunnel.serve(visit, target.get());
        } else {
            Optional<Registry> registry = registries.plain(target.get());
            if (registry.isPresent()) {
                registries.serve(visit, registry.get(), PlainHttp.path(visit.request()));
            } else {
                plain.serve(visit, target.get());
            }
        }
    }

    private Use use(UUID agent) {
        if (uses.size() > MOST_REMEMBERED) {
            uses.values().removeIf(use -> use.isForgotten(clock.instant()));
        }
        return uses.computeIfAbsent(agent, _ -> new Use(settings));
    }

    /** Ends what is under way, too: a proxy cannot tell when that would end. */
    @Override
    public void close() {
        Watch.quietly(door);
        open.forEach(Watch::quietly);
        dialler.close();
    }
}
