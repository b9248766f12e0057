package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.basis.SecretText;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tickets: a browser cannot send a header with a WebSocket, and a URL is no place for a secret. */
@Path("/api/tickets")
@RunOnVirtualThread
class TicketResource {
    private static final String PREFIX = "ratoon_w_";

    private final CurrentActor current;
    private final TicketStore tickets;
    private final LoginConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    TicketResource(
            CurrentActor current,
            TicketStore tickets,
            LoginConfig config,
            Clock clock,
            RandomGenerator random) {
        this.current = current;
        this.tickets = tickets;
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    record For(@Nullable String path) {}

    record Issued(String ticket, Instant expiresAt) {}

    @POST
    public Issued issue(@Nullable For asked) {
        Actor actor = current.require(Resource.installation(), Verb.OPEN_SOCKET);
        if (asked == null || asked.path() == null || !asked.path().startsWith("/")) {
            throw new Failure(ProblemType.INVALID, "A ticket needs the path that it is for.");
        }
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.ticketLifetime());
        SecretText ticket = SecretText.random(PREFIX, random);
        tickets.add(ticket, actor.userId(), actor.role(), asked.path(), now, expiresAt);
        return new Issued(ticket.value(), expiresAt);
    }
}
