package dev.ratoon.controlplane.personas;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Personas over HTTP. One is named by its id or by its name; a team's, when the name alone could
 * mean another, with {@code ?team=}.
 */
@Path("/api/personas")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class PersonaResource {
    private final CurrentActor current;
    private final Personas personas;
    private final PersonaStore store;
    private final TeamStore teams;

    PersonaResource(CurrentActor current, Personas personas, PersonaStore store, TeamStore teams) {
        this.current = current;
        this.personas = personas;
        this.store = store;
        this.teams = teams;
    }

    /**
     * A persona.
     *
     * @param instructions in lists they are left out
     * @param mayChange whether the one who asks may change and remove it
     * @param mayUse whether they may start agents with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonaView(
            UUID id,
            String name,
            String owner,
            @Nullable String team,
            String description,
            int version,
            @Nullable String instructions,
            List<String> tools,
            @Nullable String harness,
            @Nullable String model,
            @Nullable String mode,
            Instant createdAt,
            Instant changedAt,
            String changedBy,
            boolean mayChange,
            boolean mayUse) {
        static PersonaView of(Actor actor, Persona e, @Nullable String instructions) {
            return new PersonaView(
                    e.id(),
                    e.name(),
                    e.owner(),
                    e.team(),
                    e.wishes().description(),
                    e.version(),
                    instructions,
                    e.wishes().tools(),
                    e.wishes().harness(),
                    e.wishes().model(),
                    e.wishes().mode(),
                    e.createdAt(),
                    e.changedAt(),
                    e.changedBy(),
                    Authority.allows(actor, e.resource(), Verb.CHANGE_PERSONA),
                    Authority.allows(actor, e.resource(), Verb.USE_PERSONA));
        }

        static PersonaView of(Actor actor, Persona.Whole whole) {
            return of(actor, whole.persona(), whole.instructions());
        }
    }

    record PersonaList(List<PersonaView> personas) {}

    @GET
    public PersonaList all() {
        Actor actor = current.actor();
        return new PersonaList(
                personas.may(actor, Verb.READ_PERSONA).stream()
                        .map(persona -> PersonaView.of(actor, persona, null))
                        .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@Nullable AskedPersona asked) {
        Actor actor = current.actor();
        AskedPersona wanted = required(asked);
        UUID team = wanted.team() == null ? null : teams.mustBeNamed(wanted.team()).id();
        Authority.require(actor, new Resource.Owned(actor.userId(), team), Verb.CHANGE_PERSONA);
        UUID id = store.add(actor, team, wanted);
        return Response.status(Response.Status.CREATED).entity(view(id)).build();
    }

    @GET
    @Path("/{persona}")
    public PersonaView one(
            @PathParam("persona") String typed, @QueryParam("team") @Nullable String team) {
        Actor actor = current.actor();
        return PersonaView.of(actor, personas.named(actor, name(typed, team)));
    }

    /** What is left out stays as it is. Refused when that is not the version that was read. */
    @PUT
    @Path("/{persona}")
    @Consumes(MediaType.APPLICATION_JSON)
    public PersonaView change(
            @PathParam("persona") String typed,
            @QueryParam("team") @Nullable String team,
            @Nullable AskedPersona asked) {
        Actor actor = current.actor();
        Persona.Whole before = changeable(actor, typed, team);
        UUID id = before.persona().id();
        AskedPersona wanted = required(asked).over(before);
        if (!store.change(id, actor, wanted)) {
            Persona now = store.whole(id).orElseThrow(Personas::gone).persona();
            throw new Failure(
                    ProblemType.CONFLICT,
                    "The persona '"
                            + now.fullName()
                            + "' is not version "
                            + wanted.readVersion()
                            + " any more: "
                            + now.changedBy()
                            + " has made version "
                            + now.version()
                            + ". Look at it, then change that.");
        }
        return view(id);
    }

    /** Agents keep what they have of it. */
    @DELETE
    @Path("/{persona}")
    public void remove(
            @PathParam("persona") String typed, @QueryParam("team") @Nullable String team) {
        store.remove(changeable(current.actor(), typed, team).persona().id());
    }

    private Persona.Whole changeable(Actor actor, String typed, @Nullable String team) {
        Persona.Whole found = personas.named(actor, name(typed, team));
        Authority.require(actor, found.persona().resource(), Verb.CHANGE_PERSONA);
        return found;
    }

    private PersonaView view(UUID id) {
        return PersonaView.of(current.actor(), store.whole(id).orElseThrow(Personas::gone));
    }

    private static String name(String typed, @Nullable String team) {
        return team == null ? typed : team + "/" + typed;
    }

    private static AskedPersona required(@Nullable AskedPersona asked) {
        if (asked == null) {
            throw new Failure(
                    ProblemType.INVALID,
                    "Say which persona: {\"name\": ..., \"instructions\": ...}");
        }
        return asked;
    }
}
