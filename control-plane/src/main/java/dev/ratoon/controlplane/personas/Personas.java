package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what somebody names to a persona, and to what an agent is given of it. */
@Singleton
public class Personas {
    private final PersonaStore store;
    private final RepositoryPersonas repository;

    Personas(PersonaStore store, RepositoryPersonas repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * What an agent that is started by this actor is given; null for none. One of the repository's
     * own is read there, which takes as long as upstream does.
     */
    public ObservedEvent.@Nullable PersonaTaken taken(
            Actor actor, @Nullable String typed, CommittedFiles.Place place) {
        if (typed == null) {
            return null;
        }
        if (RepositoryPersonas.isMeant(typed)) {
            return taken(actor, repository.taken(actor, typed, place));
        }
        return switch (Choosing.among(may(actor, Verb.USE_PERSONA), typed)) {
            case Choosing.Found(Persona found) ->
                    store.whole(found.id())
                            .map(whole -> taken(actor, whole))
                            .orElseThrow(() -> PlainText.invalid("This persona was just removed."));
            case Choosing.None(String why) -> throw PlainText.invalid(why);
        };
    }

    /** All that the actor may do this with. */
    List<Persona> may(Actor actor, Verb verb) {
        return store.of(actor, actor.role().compareTo(Role.ADMIN) <= 0).stream()
                .filter(persona -> allows(actor, persona, verb))
                .toList();
    }

    /** The one that the actor means: what one may not see is not there. */
    Persona.Whole named(Actor actor, String typed) {
        return switch (Choosing.among(may(actor, Verb.READ_PERSONA), typed)) {
            case Choosing.Found(Persona found) ->
                    store.whole(found.id()).orElseThrow(Personas::gone);
            case Choosing.None(String why) -> throw notFound(why);
        };
    }

    static Failure gone() {
        return notFound("This persona was just removed. See: ratoon persona list");
    }

    private static boolean allows(Actor actor, Persona persona, Verb verb) {
        return Authority.decide(actor, persona.resource(), verb) instanceof Decision.Allowed;
    }

    private static ObservedEvent.PersonaTaken taken(Actor actor, Persona.Whole whole) {
        Persona persona = whole.persona();
        Wishes wishes = persona.wishes();
        return new ObservedEvent.PersonaTaken(
                persona.id(),
                persona.fullName(),
                persona.version(),
                null,
                whole.instructions(),
                wishes.tools(),
                wishes.harness(),
                wishes.model(),
                wishes.mode(),
                actor.name());
    }

    private static ObservedEvent.PersonaTaken taken(Actor actor, RepositoryPersonas.Taken taken) {
        Wishes wishes = taken.read().wishes();
        return new ObservedEvent.PersonaTaken(
                null,
                taken.fullName(),
                null,
                taken.commit(),
                taken.read().instructions(),
                wishes.tools(),
                wishes.harness(),
                wishes.model(),
                wishes.mode(),
                actor.name());
    }

    private static Failure notFound(String why) {
        return new Failure(ProblemType.NOT_FOUND, why);
    }
}
