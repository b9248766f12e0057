package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What somebody may do with an agent, so that nobody is offered what would be refused. It is told,
 * and never relied on: each request is decided anew.
 */
public enum May {
    STEER(Verb.STEER_AGENT),
    DECIDE(Verb.DECIDE),
    ALLOW_HOST(Verb.ALLOW_HOST),
    ENTER(Verb.ENTER_AGENT),
    PUBLISH(Verb.PUBLISH_AGENT),
    RAISE_CAP(Verb.RAISE_CAP),
    DELETE(Verb.DELETE_AGENT);

    private final Verb verb;

    May(Verb verb) {
        this.verb = verb;
    }

    static List<May> of(Actor actor, Resource agent) {
        return Arrays.stream(values())
                .filter(may -> Authority.allows(actor, agent, may.verb))
                .toList();
    }

    /** As it stands in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
