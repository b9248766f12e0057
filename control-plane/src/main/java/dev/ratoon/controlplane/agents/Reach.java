package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From an id and a verb to an agent, for the one who asks: an agent that one may not see is not
 * there.
 */
@Singleton
public class Reach {
    private final CurrentActor current;
    private final LogStore log;

    Reach(CurrentActor current, LogStore log) {
        this.current = current;
        this.log = log;
    }

    /** Somebody, and the agent that they may do this with. */
    public record Reached(Actor actor, Facts facts) {
        /** That they may do this, too. */
        void require(Verb verb) {
            Authority.require(actor, resource(facts), verb);
        }
    }

    public Reached agent(String id, Verb verb) {
        return agent(current.actor(), id, verb);
    }

    public Reached agent(Actor actor, String id, Verb verb) {
        Facts facts = log.facts(uuid(id)).orElseThrow(Reach::unknown);
        Resource resource = resource(facts);
        if (Authority.decide(actor, resource, Verb.READ_AGENT) instanceof Decision.Denied) {
            throw unknown();
        }
        Authority.require(actor, resource, verb);
        return new Reached(actor, facts);
    }

    /** What is asked about whoever wants to do something with it. */
    public static Resource resource(Facts facts) {
        Facts.Origin origin = facts.origin();
        return resource(origin.owner(), origin.team(), origin.unconfined());
    }

    static Resource resource(UUID owner, @Nullable UUID team, boolean unconfined) {
        return unconfined ? new Resource.Unconfined(owner, team) : new Resource.Owned(owner, team);
    }

    static Failure unknown() {
        return new Failure(ProblemType.NOT_FOUND, "There is no such agent. See: ratoon list");
    }

    static UUID uuid(String id) {
        try {
            if (id.length() == 36) {
                return UUID.fromString(id);
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }
}
