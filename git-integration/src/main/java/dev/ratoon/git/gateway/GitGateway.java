package dev.ratoon.git.gateway;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Sources;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.store.GitStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.Repository;

/**
 * Answers git clients in sandboxes: each from the repository of its own agent, after upstream was
 * asked whether the agent's user may still read it. One virtual thread for each request.
 */
public final class GitGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GitGateway.class.getName());

    /** What a push may bring is bounded where it is read, in words that reach the person. */
    private static final long LARGEST_PUSH = Long.MAX_VALUE;

    private final GitGatewaySettings settings;
    private final Sources sources;
    private final GitStore store;
    private final PushDoor pushes;
    private final GatewayPlaces places;
    private final HttpServer server;
    private final ExecutorService threads;

    /** Listens from now on. */
    public GitGateway(GitGatewaySettings settings, Sources sources, GitStore store, PushDoor pushes)
            throws IOException {
        SlowRequests.bound();
        this.settings = settings;
        this.sources = sources;
        this.store = store;
        this.pushes = pushes;
        this.places = new GatewayPlaces(settings.atOnce(), settings.atOnceOfOne());
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("git-", 0).factory());
        this.server = HttpServer.create(settings.at(), SlowRequests.CONNECTIONS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (Conversation talk = new Conversation(exchange, settings)) {
            answer(talk);
        } catch (IOException e) {
            LOG.log(DEBUG, "a git client or its host went away", e);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "a request to the git gateway failed", e);
        }
    }

    private void answer(Conversation talk) throws IOException {
        if (talk.asked() == Asked.NOTHING) {
            talk.plain(
                    404,
                    "The git gateway knows one repository: fetch from " + Asked.REPOSITORY + ".");
            return;
        }
        Optional<Sources.Known> known = sources.of(talk.header("Authorization").orElse(null));
        if (known.isEmpty()) {
            talk.plain(
                    403,
                    "Ratoon does not take this credential for git: it has expired, or its sandbox"
                            + " has ended.");
            return;
        }
        switch (places.take(known.get().who())) {
            case ALL_TAKEN ->
                    talk.plain(503, "The git gateway is at its limit: try again in a minute.");
            case OWN_TAKEN ->
                    talk.plain(
                            429,
                            "This sandbox has "
                                    + settings.atOnceOfOne()
                                    + " requests at the git gateway already: wait for one of them"
                                    + " to end.");
            case TAKEN -> {
                try {
                    answer(talk, known.get().repository());
                } finally {
                    places.giveBack(known.get().who());
                }
            }
        }
    }

    private void answer(Conversation talk, AgentRepository wanted) throws IOException {
        try {
            switch (talk.asked()) {
                case REFS -> {
                    store.refresh(wanted);
                    read(talk, wanted);
                }
                case PACK -> {
                    store.check(wanted);
                    read(talk, wanted);
                }
                case PUSH_REFS -> push(talk, out -> pushes.advertise(wanted, out));
                case PUSH ->
                        push(talk, out -> pushes.receive(wanted, talk.body(LARGEST_PUSH), out));
                case NOTHING -> throw new IllegalStateException("answered before");
            }
        } catch (GitTrouble trouble) {
            if (trouble.blame() == GitTrouble.Blame.INTERNAL) {
                LOG.log(WARNING, "agent " + wanted.agent() + ": " + trouble.words(), trouble);
            }
            talk.tell(trouble.words());
        }
    }

    private void read(Conversation talk, AgentRepository wanted) throws IOException {
        try (Repository repository = store.reading(wanted)) {
            Upload.answer(repository, talk);
        }
    }

    private static void push(Conversation talk, Answer answer) throws IOException {
        var out = new LateOutput(talk);
        try {
            answer.write(out);
            out.close();
        } catch (PackProtocolException | UnpackException e) {
            out.cutOff();
            // Told by the protocol, unless nothing could be said yet.
            throw GitTrouble.external("The push cannot be taken: " + e.getMessage(), e);
        }
    }

    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    /** Takes no more requests, and waits a while for those under way. */
    @Override
    public void close() {
        server.stop(Math.toIntExact(settings.drain().toSeconds()));
        threads.shutdownNow();
    }
}
