package dev.ratoon.controlplane.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.operations.Ending;
import dev.ratoon.controlplane.operations.Upgraded;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemDetails;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Messages;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** {@code /api/agents/ID/exec}: a WebSocket on which a command in the agent's sandbox runs. */
@Singleton
class ExecDoor {
    private static final Logger LOG = Logger.getLogger(ExecDoor.class);

    private final Reach reach;
    private final Execution execution;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    ExecDoor(Reach reach, Execution execution, Ending ending) {
        this.reach = reach;
        this.execution = execution;
        ending.whenItBegins(this::end);
    }

    /** A terminal goes on for as long as somebody sits at it: to wait for that would be in vain. */
    private void end() {
        open.forEach(socket -> socket.close(1001, "Ratoon is being stopped."));
    }

    void stand(@Observes Router router) {
        router.get("/api/agents/:agent/exec").handler(this::enter);
    }

    /** The gate has let somebody in; whether to this agent is asked before the upgrade. */
    private void enter(RoutingContext context) {
        Context here = Vertx.currentContext();
        String agent = context.pathParam("agent");
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            refuse(context, new Failure(ProblemType.BAD_REQUEST, "This is a WebSocket."));
            return;
        }
        Actor actor = CurrentActor.of(context);
        context.request().pause();
        Thread.ofVirtual()
                .name("exec")
                .start(
                        () -> {
                            try {
                                Reach.Reached reached = reach.agent(actor, agent, Verb.ENTER_AGENT);
                                here.runOnContext(_ -> upgrade(context, here, reached));
                            } catch (Failure failure) {
                                here.runOnContext(_ -> refuse(context, failure));
                            } catch (RuntimeException e) {
                                LOG.error("A stream cannot be opened", e);
                                here.runOnContext(
                                        _ ->
                                                refuse(
                                                        context,
                                                        new Failure(
                                                                ProblemType.INTERNAL,
                                                                "This went wrong. The log says"
                                                                        + " why.")));
                            }
                        });
    }

    private void upgrade(RoutingContext context, Context here, Reach.Reached reached) {
        context.request().resume();
        context.request()
                .toWebSocket()
                .onSuccess(
                        socket -> {
                            Upgraded.isNoLongerAwaited(context.request());
                            serve(socket, here, reached);
                        })
                .onFailure(e -> LOG.debugf(e, "A client left before the upgrade"));
    }

    private void serve(ServerWebSocket accepted, Context here, Reach.Reached reached) {
        Socket socket = new Socket(accepted, here);
        Thread.ofVirtual()
                .name("exec of " + reached.facts().origin().name())
                .start(
                        () -> {
                            open.add(socket);
                            try {
                                execution.serve(reached, socket);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                open.remove(socket);
                                socket.close(1000, "over");
                            }
                        });
    }

    private static void refuse(RoutingContext context, Failure failure) {
        context.request().resume();
        var details = ProblemDetails.of(failure.type(), failure.forTheCaller());
        try {
            context.response()
                    .setStatusCode(details.status())
                    .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                    .end(Messages.JSON.writeValueAsString(details));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }
}
