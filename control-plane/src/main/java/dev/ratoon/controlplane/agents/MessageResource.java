package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.environments.Newer;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.prompts.PromptImages;
import dev.ratoon.controlplane.prompts.WantedImage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to an agent: they wait in its queue until their turn, and can be changed until then. */
@Path("/api/agents/{agent}/messages")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class MessageResource {
    private static final int LONGEST_QUEUE = 100;

    private final Reach reach;
    private final LogStore log;
    private final Environments environments;
    private final Harnesses harnesses;
    private final PromptImages images;
    private final MessageKeys keys;
    private final ObjectMapper json;
    private final Ids ids;

    MessageResource(
            Reach reach,
            LogStore log,
            Environments environments,
            Harnesses harnesses,
            PromptImages images,
            MessageKeys keys,
            ObjectMapper json,
            Ids ids) {
        this.reach = reach;
        this.log = log;
        this.environments = environments;
        this.harnesses = harnesses;
        this.images = images;
        this.keys = keys;
        this.json = json;
        this.ids = ids;
    }

    /**
     * A message.
     *
     * @param delivery {@code queue}, or {@code redirect}: it ends the turn and goes first
     * @param images that stand beside it; who edits a message leaves them as they are
     */
    record NewMessage(
            @Nullable String text, @Nullable String delivery, @Nullable List<WantedImage> images) {}

    record MessageView(
            UUID id,
            String text,
            String by,
            String delivery,
            Instant sentAt,
            List<PromptImage> images) {}

    record Queue(List<MessageView> messages) {}

    record Sent(UUID id) {}

    @GET
    public Queue queue(@PathParam("agent") String id) {
        return new Queue(
                reach.agent(id, Verb.READ_AGENT).facts().talk().queue().stream()
                        .map(
                                m ->
                                        new MessageView(
                                                m.message(),
                                                m.text(),
                                                m.by(),
                                                m.redirects() ? "redirect" : "queue",
                                                m.sentAt(),
                                                m.images()))
                        .toList());
    }

    /** What is sent again with its key, because its answer was lost, is one message. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Sent send(
            @HeaderParam("Idempotency-Key") @Nullable String typed,
            @PathParam("agent") String id,
            @Nullable NewMessage message) {
        Reach.Reached reached = reach.agent(id, Verb.STEER_AGENT);
        String key = AgentResource.bounded(typed);
        if (key == null || message == null) {
            return send(reached, message, ids.next());
        }
        var of = new MessageKeys.Key(reached.facts().id(), reached.actor().userId(), key);
        String digest = AgentResource.digest(json, message);
        MessageKeys.Known known = keys.begin(of, digest, ids.next());
        if (known.sent()) {
            return new Sent(known.message());
        }
        try {
            return send(reached, message, known.message());
        } catch (Failure refused) {
            if (keys.begin(of, digest, known.message()).sent()) {
                return new Sent(known.message());
            }
            throw refused;
        }
    }

    private Sent send(Reach.Reached reached, @Nullable NewMessage message, UUID sent) {
        String text = NewAgent.text(message == null ? null : message.text());
        boolean redirects = redirects(message == null ? null : message.delivery());
        List<PromptImage> shown =
                images.wanted(
                        reached.actor(),
                        reached.facts().id(),
                        message == null ? null : message.images());
        if (!shown.isEmpty()) {
            harnesses.requireImages(reached.facts().origin().harness());
        }
        Newer newer = environments.newer(reached.actor(), reached.facts());
        log.append(
                reached.facts().id(),
                current -> {
                    if (SteeringResource.living(current).talk().queue().size() >= LONGEST_QUEUE) {
                        throw new Failure(
                                ProblemType.CONFLICT,
                                LONGEST_QUEUE
                                        + " messages wait already. Take some back: ratoon queue AGENT --withdraw MESSAGE");
                    }
                    List<ObservedEvent> events = new ArrayList<>(newer.events(current.facts()));
                    events.add(
                            new ObservedEvent.MessageSent(
                                    sent, text, redirects, reached.actor().name(), shown));
                    return events.stream().map(NewEvent::of).toList();
                });
        return new Sent(sent);
    }

    @PUT
    @Path("/{message}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Queue edit(
            @PathParam("agent") String id,
            @PathParam("message") String message,
            @Nullable NewMessage changed) {
        String text = NewAgent.text(changed == null ? null : changed.text());
        return change(id, message, (which, by) -> new ObservedEvent.MessageEdited(which, text, by));
    }

    @DELETE
    @Path("/{message}")
    public Queue withdraw(@PathParam("agent") String id, @PathParam("message") String message) {
        return change(id, message, ObservedEvent.MessageWithdrawn::new);
    }

    private interface Changing {
        ObservedEvent event(UUID message, String by);
    }

    private Queue change(String id, String message, Changing changing) {
        Reach.Reached reached = reach.agent(id, Verb.STEER_AGENT);
        UUID which = Reach.uuid(message);
        log.append(
                reached.facts().id(),
                current -> {
                    Facts facts = SteeringResource.living(current);
                    if (facts.talk().queue().stream().noneMatch(m -> m.message().equals(which))) {
                        throw new Failure(
                                ProblemType.CONFLICT,
                                "This message does not wait any more: the agent has it, or it was"
                                        + " taken back.");
                    }
                    return List.of(NewEvent.of(changing.event(which, reached.actor().name())));
                });
        return queue(id);
    }

    private static boolean redirects(@Nullable String delivery) {
        return switch (delivery) {
            case "redirect" -> true;
            case "queue" -> false;
            case null -> false;
            default -> throw new Failure(ProblemType.INVALID, "The delivery is queue or redirect.");
        };
    }
}
