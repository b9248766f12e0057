package dev.ratoon.controlplane.egress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.environments.HostLists;
import dev.ratoon.controlplane.life.EgressEvents;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.proxy.Addresses;
import dev.ratoon.controlplane.proxy.HostPattern;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/**
 * Lets an agent reach a host: for a time; from now on, with all that begin with its environment; or
 * from now on, with all others of its owner or team.
 */
@Path("/api/agents/{agent}/egress/allow")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AllowResource {
    private static final int MOST_MINUTES = 7 * 24 * 60;

    /** Longer than an agent lives, and its rules go with it. */
    private static final Duration WHILE_IT_LIVES = Duration.ofDays(3650);

    private final Reach reach;
    private final EgressStore store;
    private final HostLists environments;
    private final Addresses addresses;
    private final LogStore log;
    private final Clock clock;

    AllowResource(
            Reach reach,
            EgressStore store,
            HostLists environments,
            Addresses addresses,
            LogStore log,
            Clock clock) {
        this.reach = reach;
        this.store = store;
        this.environments = environments;
        this.addresses = addresses;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param forever for all agents of its owner, or of its team
     * @param environment for all that begin with its environment, and for this agent at once
     * @param minutes for which it is allowed; an hour without it
     */
    record Asked(
            @Nullable String host,
            @Nullable Boolean forever,
            @Nullable Boolean environment,
            @Nullable Integer minutes) {}

    /**
     * What is allowed.
     *
     * @param environment whose list it stands in now
     * @param until null when it is kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Allowed(
            String host, boolean forever, @Nullable String environment, @Nullable Instant until) {}

    /** What whoever asks may do for it, and what this agent alone may reach. */
    @GET
    public Ways ways(@PathParam("agent") String id) {
        return ways(reach.agent(id, Verb.READ_AGENT));
    }

    private Ways ways(Reach.Reached reached) {
        return Ways.of(
                reached.actor(),
                reached.facts(),
                environments.of(reached.actor(), reached.facts()),
                store.ofAlone(reached.facts().id()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Allowed allow(@PathParam("agent") String id, @Nullable Asked asked) {
        Reach.Reached reached = reach.agent(id, Verb.ALLOW_HOST);
        String host = reachable(asked == null ? null : asked.host());
        boolean forever = asked != null && Boolean.TRUE.equals(asked.forever());
        boolean listed = asked != null && Boolean.TRUE.equals(asked.environment());
        if (forever && listed) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A host goes into the environment's list, or is kept forever: say one of them.");
        }
        Allowed allowed =
                listed
                        ? list(reached, host)
                        : forever
                                ? keep(reached, host)
                                : lend(reached, host, asked == null ? null : asked.minutes());
        log.append(
                reached.facts().id(),
                _ ->
                        List.of(
                                NewEvent.of(
                                        new EgressEvents.Allowed(
                                                host,
                                                allowed.until(),
                                                reached.actor().name(),
                                                allowed.environment()))));
        return allowed;
    }

    private Allowed lend(Reach.Reached reached, String host, @Nullable Integer minutes) {
        Instant until = store.allow(reached.facts(), host, until(minutes), reached.actor().name());
        return new Allowed(host, false, null, until);
    }

    private Allowed keep(Reach.Reached reached, String host) {
        Authority.require(reached.actor(), Ways.owned(reached.facts()), Verb.CHANGE_ALLOWED_HOSTS);
        store.keep(reached.facts(), host, reached.actor().name());
        return new Allowed(host, true, null, null);
    }

    /** An agent keeps the list with which it began: so it gets a rule of its own besides. */
    private Allowed list(Reach.Reached reached, String host) {
        // A version of the environment that was made cannot be taken back.
        store.mustHaveRoom(reached.facts(), host);
        String name = environments.add(reached.actor(), reached.facts(), host);
        Instant until = clock.instant().plus(WHILE_IT_LIVES);
        store.allow(reached.facts(), host, until, reached.actor().name());
        return new Allowed(host, true, name, null);
    }

    /** Takes back what this agent alone may reach; connections that are open end by themselves. */
    @DELETE
    @Path("/{host}")
    public Ways takeBack(@PathParam("agent") String id, @PathParam("host") String typed) {
        Reach.Reached reached = reach.agent(id, Verb.ALLOW_HOST);
        String host = host(typed).text();
        if (!store.takeBack(reached.facts().id(), host)) {
            throw new Failure(
                    ProblemType.NOT_FOUND,
                    "This agent alone is not allowed "
                            + host
                            + ". What all may reach: ratoon egress list");
        }
        log.append(
                reached.facts().id(),
                _ ->
                        List.of(
                                NewEvent.of(
                                        new EgressEvents.TakenBack(host, reached.actor().name()))));
        return ways(reached);
    }

    private Instant until(@Nullable Integer minutes) {
        int wanted = minutes == null ? Ways.USUAL_MINUTES : minutes;
        if (wanted < 1 || wanted > MOST_MINUTES) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A host is allowed for 1 to " + MOST_MINUTES + " minutes, or forever.");
        }
        return clock.instant().plus(Duration.ofMinutes(wanted));
    }

    /** What would be refused all the same is not allowed first. */
    private String reachable(@Nullable String typed) {
        HostPattern pattern = host(typed);
        pattern.address()
                .flatMap(address -> addresses.refusal(pattern.host(), address))
                .ifPresent(
                        why -> {
                            throw new Failure(
                                    ProblemType.INVALID,
                                    pattern.text()
                                            + " cannot be allowed: that address is "
                                            + why
                                            + ", and no agent reaches it.");
                        });
        return pattern.text();
    }

    private static HostPattern host(@Nullable String typed) {
        return HostPattern.of(typed == null ? "" : typed.strip())
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.INVALID,
                                        "Say which host: example.org, *.example.org, or with a port"
                                                + " of its own example.org:8443."));
    }
}
