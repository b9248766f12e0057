package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.ActorStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What has become of those who signed in a while ago and are still here. Blocks: it asks the
 * database, four questions for any number of them.
 */
@Singleton
public class Standing {
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final ActorStore actors;
    private final Clock clock;

    Standing(SessionStore sessions, TokenStore tokens, ActorStore actors, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.actors = actors;
        this.clock = clock;
    }

    /** Who they are now, by session or token; whoever is not in it is signed in no more. */
    public Map<UUID, Actor> of(Set<UUID> credentials) {
        List<Known> known = new ArrayList<>(sessions.standing(credentials, clock.instant()));
        known.addAll(tokens.standing(credentials, clock.instant()));
        Map<UUID, Actor> people =
                actors.all(known.stream().map(Known::user).collect(Collectors.toSet()));
        Map<UUID, Actor> standing = new HashMap<>();
        for (Known each : known) {
            Actor actor = people.get(each.user());
            if (actor != null && each.id() != null) {
                standing.put(each.id(), actor.atMost(each.ceiling()));
            }
        }
        return standing;
    }
}
