package dev.ratoon.controlplane.egress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.proxy.HostPattern;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets an agent reach a host: for a time, or from now on with all others of its owner or team. */
@Path("/api/agents/{agent}/egress/allow")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AllowResource {
    private static final int USUAL_MINUTES = 60;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private final Reach reach;
    private final EgressStore store;
    private final LogStore log;
    private final Clock clock;

    AllowResource(Reach reach, EgressStore store, LogStore log, Clock clock) {
        this.reach = reach;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param minutes for which it is allowed; an hour without it
     */
    record Asked(@Nullable String host, @Nullable Boolean forever, @Nullable Integer minutes) {}

    /**
     * What is allowed.
     *
     * @param until null when it is kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Allowed(String host, boolean forever, @Nullable Instant until) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Allowed allow(@PathParam("agent") String id, @Nullable Asked asked) {
        Reach.Reached reached = reach.agent(id, Verb.ALLOW_HOST);
        Facts agent = reached.facts();
        String by = reached.actor().name();
        String host = host(asked == null ? null : asked.host());
        boolean forever = asked != null && Boolean.TRUE.equals(asked.forever());
        Instant until = forever ? null : until(asked == null ? null : asked.minutes());
        if (until == null) {
            Authority.require(
                    reached.actor(),
                    new Resource.Owned(agent.origin().owner(), agent.origin().team()),
                    Verb.CHANGE_ALLOWED_HOSTS);
            store.keep(agent, host, by);
        } else {
            store.allow(agent, host, until, by);
        }
        log.append(
                agent.id(),
                _ -> List.of(NewEvent.of(new ObservedEvent.EgressAllowed(host, until, by))));
        return new Allowed(host, forever, until);
    }

    private Instant until(@Nullable Integer minutes) {
        int wanted = minutes == null ? USUAL_MINUTES : minutes;
        if (wanted < 1 || wanted > MOST_MINUTES) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A host is allowed for 1 to " + MOST_MINUTES + " minutes, or forever.");
        }
        return clock.instant().plus(Duration.ofMinutes(wanted));
    }

    private static String host(@Nullable String typed) {
        return HostPattern.of(typed == null ? "" : typed.strip())
                .map(HostPattern::text)
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.INVALID,
                                        "Say which host: example.org, *.example.org, or with a port"
                                                + " of its own example.org:8443."));
    }
}
