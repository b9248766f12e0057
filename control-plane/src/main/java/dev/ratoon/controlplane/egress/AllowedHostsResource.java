package dev.ratoon.controlplane.egress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hosts that are allowed always: by the operator, and by people for their agents. */
@Path("/api/egress")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AllowedHostsResource {
    private final CurrentActor current;
    private final EgressStore store;
    private final Lists lists;

    AllowedHostsResource(CurrentActor current, EgressStore store, Lists lists) {
        this.current = current;
        this.store = store;
        this.lists = lists;
    }

    /**
     * A host.
     *
     * @param team whose agents may reach it; null when they are the user's own
     * @param mayRemove whether the one who asks may have it refused again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HostView(
            UUID id,
            String host,
            @Nullable String team,
            Instant since,
            String by,
            boolean mayRemove) {
        static HostView of(Actor actor, KeptRule rule) {
            return new HostView(
                    rule.id(),
                    rule.host(),
                    rule.team(),
                    rule.createdAt(),
                    rule.createdBy(),
                    may(actor, rule, Verb.CHANGE_ALLOWED_HOSTS));
        }
    }

    /**
     * All of them.
     *
     * @param everybody those that every agent may reach, as the operator has configured it
     */
    record All(List<String> everybody, List<HostView> hosts) {}

    @GET
    public All all() {
        Actor actor = current.actor();
        return new All(
                lists.base(),
                store.kept(actor, actor.role().compareTo(Role.ADMIN) <= 0).stream()
                        .filter(rule -> may(actor, rule, Verb.LIST_ALLOWED_HOSTS))
                        .map(rule -> HostView.of(actor, rule))
                        .toList());
    }

    @DELETE
    @Path("/{rule}")
    public void remove(@PathParam("rule") String typed) {
        Actor actor = current.actor();
        KeptRule rule =
                store.kept(id(typed))
                        .filter(one -> may(actor, one, Verb.LIST_ALLOWED_HOSTS))
                        .orElseThrow(AllowedHostsResource::unknown);
        Authority.require(actor, rule.resource(), Verb.CHANGE_ALLOWED_HOSTS);
        store.remove(rule.id());
    }

    private static boolean may(Actor actor, KeptRule rule, Verb verb) {
        return Authority.allows(actor, rule.resource(), verb);
    }

    private static UUID id(String typed) {
        try {
            if (typed.length() == 36) {
                return UUID.fromString(typed);
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    private static Failure unknown() {
        return new Failure(
                ProblemType.NOT_FOUND, "There is no such allowed host. See: ratoon egress list");
    }
}
