package dev.ratoon.controlplane.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.providers.ModelApi;
import dev.ratoon.controlplane.runners.Pace;
import dev.ratoon.controlplane.runners.Recognition;
import dev.ratoon.protocol.Audience;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers harnesses in sandboxes on a port of its own. Who is not recognised costs nothing but a
 * connection; who is has so many calls at once. One virtual thread for each request.
 */
@Singleton
public class ModelGateway {
    private static final Logger LOG = Logger.getLogger(ModelGateway.class);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration TO_SAY_WHY = Duration.ofSeconds(6);

    static {
        // Else a small piece may wait until the one before it was acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Recognition recognition;
    private final Ordering ordering;
    private final ModelCalls calls;
    private final RefusalNotes notes;
    private final Pace pace;
    private final CallPlaces places;
    private final Watch watch = new Watch();
    private @Nullable HttpServer server;
    private volatile boolean closing;

    ModelGateway(
            Recognition recognition,
            Ordering ordering,
            ModelCalls calls,
            RefusalNotes notes,
            ModelsConfig config,
            Clock clock) {
        this.recognition = recognition;
        this.ordering = ordering;
        this.calls = calls;
        this.notes = notes;
        this.pace = new Pace(config.requestsPerMinute(), clock);
        this.places = new CallPlaces(config.atOnce(), config.atOnceOfOne());
    }

    /**
     * Listens, once; and says where.
     *
     * @param at port 0 takes any that is free
     */
    public synchronized int listen(InetSocketAddress at, int backlog) throws IOException {
        HttpServer open = server;
        if (open == null) {
            open = HttpServer.create(at, backlog);
            open.setExecutor(
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("model-", 0).factory()));
            open.createContext("/", this::handle);
            open.start();
            server = open;
        }
        return open.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (ModelTalk talk = new ModelTalk(exchange)) {
            answerOrFail(talk);
        } catch (IOException e) {
            LOG.debugf("A harness has gone away amid its call: %s", e.getMessage());
        }
    }

    private void answerOrFail(ModelTalk talk) throws IOException {
        try {
            answer(talk);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A request to the model gateway failed");
            talk.refuse(
                    Asked.shape(talk.path()),
                    Refused.upstream(503, "Ratoon cannot serve this call: try again in a minute."));
        }
    }

    private void answer(ModelTalk talk) throws IOException {
        ModelApi shape = Asked.shape(talk.path());
        String shown = talk.header("Authorization").orElse(null);
        Optional<Duration> wait = pace.mustWait(shown);
        if (wait.isPresent()) {
            talk.refuse(shape, tooOften(wait.get()));
            return;
        }
        Optional<Facts> agent = recognition.of(shown, Audience.MODEL);
        if (agent.isEmpty()) {
            talk.refuse(
                    shape,
                    Refused.by(
                            ModelRule.CREDENTIAL,
                            "Ratoon does not take this credential for models: it has expired, or"
                                    + " its sandbox has ended."));
            return;
        }
        switch (pace.asks(agent.get().id())) {
            // Who has to wait is told without being looked up, so that it is noted here.
            case Pace.Turn.Goes(long turnedAway) ->
                    notes.refused(agent.get().id(), tooOften(A_SECOND), null, turnedAway);
            case Pace.Turn.Waits() -> {
                talk.refuse(shape, tooOften(A_SECOND));
                return;
            }
        }
        serve(talk, shape, agent.get());
    }

    private Refused tooOften(Duration wait) {
        return Refused.tooOften(
                wait, pace.words("for models", "ratoon.models.requests-per-minute", wait));
    }

    private void serve(ModelTalk talk, ModelApi shape, Facts agent) throws IOException {
        Deadline deadline = watch.deadline();
        try {
            places.take(agent.id());
            try {
                if (closing) {
                    throw Refused.busy(503, "Ratoon is being stopped: try again in a minute.");
                }
                calls.serve(talk, agent, deadline);
            } finally {
                places.giveBack(agent.id());
            }
        } catch (Refused refused) {
            talk.refuse(shape, refused);
            if (refused.isOurs()) {
                note(talk, agent, refused);
            }
        } finally {
            watch.forget(deadline);
        }
    }

    private void note(ModelTalk talk, Facts agent, Refused refused) {
        notes.refused(agent.id(), refused, ordering.known(Asked.provider(talk.path())));
    }

    /** Takes no more calls, waits a while for those under way, and tells the rest why they end. */
    public void close(Duration drain) {
        closing = true;
        HttpServer open = server;
        if (open == null) {
            return;
        }
        try {
            if (!places.awaitNone(System.nanoTime() + drain.toNanos())) {
                watch.cutAll("Ratoon is being stopped, and ends this call with it.");
                places.awaitNone(System.nanoTime() + TO_SAY_WHY.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.stop(0);
        watch.close();
        calls.close();
    }
}
