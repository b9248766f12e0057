package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.PushRule;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets one push break a rule that a person may pass over. */
@Path("/api/agents/{agent}/allowances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AllowanceResource {
    private final Reach reach;
    private final LogStore log;

    AllowanceResource(Reach reach, LogStore log) {
        this.reach = reach;
        this.log = log;
    }

    record Asked(@Nullable String rule) {}

    /** Those that the agent's next push may break. */
    record Allowed(Set<String> rules) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Allowed allow(@PathParam("agent") String id, @Nullable Asked asked) {
        Reach.Reached reached = reach.agent(id, Verb.DECIDE);
        String rule = rule(asked == null ? null : asked.rule());
        var appended =
                log.append(
                        reached.facts().id(),
                        current ->
                                current.facts().git().allowed().contains(rule)
                                        ? List.of()
                                        : List.of(
                                                NewEvent.of(
                                                        new ObservedEvent.PushAllowed(
                                                                rule, reached.actor().name()))));
        return new Allowed(appended.facts().git().allowed());
    }

    private static String rule(@Nullable String asked) {
        return Arrays.stream(PushRule.values())
                .filter(PushRule::allowable)
                .map(PushRule::word)
                .filter(word -> word.equals(asked))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.INVALID,
                                        "A push can be allowed once to break one of these rules: "
                                                + Arrays.stream(PushRule.values())
                                                        .filter(PushRule::allowable)
                                                        .map(PushRule::word)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }
}
