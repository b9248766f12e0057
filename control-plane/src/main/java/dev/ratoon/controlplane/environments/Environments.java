package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From what somebody names to an environment, and to what an agent is given of it. */
@Singleton
public class Environments {
    /** Under this name there is always one, which prepares nothing. */
    public static final String DEFAULT = AskedEnvironment.DEFAULT;

    /** What the repository itself says, read when its agent begins. */
    public static final String REPOSITORY = AskedEnvironment.REPOSITORY;

    /** Of one that is nowhere kept. */
    private static final UUID NONE = new UUID(0, 0);

    private final EnvironmentStore store;
    private final Granted granted;

    Environments(EnvironmentStore store, AgentsConfig config, AllowedImages images) {
        this.store = store;
        this.granted = Granted.by(config, images);
    }

    /**
     * What an agent is given.
     *
     * @param taken null for the default one, and for the repository's own: that is read later
     */
    public record Chosen(
            String name, ObservedEvent.@Nullable EnvironmentTaken taken, Defaults defaults) {
        static final Chosen USUAL = new Chosen(DEFAULT, null, Defaults.NONE);
    }

    /** What an agent that is started by this actor is given. */
    public Chosen chosen(Actor actor, @Nullable String typed) {
        if (typed == null || typed.equals(DEFAULT)) {
            return Chosen.USUAL;
        }
        return switch (Choosing.among(may(actor, Verb.USE_ENVIRONMENT), typed)) {
            case Choosing.Usual _ -> Chosen.USUAL;
            case Choosing.OfRepository _ -> new Chosen(REPOSITORY, null, Defaults.NONE);
            case Choosing.Found(Environment found) ->
                    store.whole(found.id())
                            .map(
                                    whole ->
                                            new Chosen(
                                                    found.fullName(),
                                                    taken(actor, whole),
                                                    whole.contents().defaults()))
                            .orElseThrow(() -> invalid("This environment was just removed."));
            case Choosing.None(String why) -> throw invalid(why);
        };
    }

    /**
     * What an agent that goes on is given anew: the newest version, while nothing was prepared with
     * the one that it has. Who lets it go on must be allowed to use it; else it keeps what it has.
     */
    public Newer newer(Actor actor, Facts facts) {
        Facts.Environment has = facts.environment();
        return has == null || facts.workspace().prepared()
                ? new Newer(null)
                : new Newer(
                        store.whole(has.id())
                                .filter(whole -> allows(actor, whole.environment()))
                                .map(whole -> taken(actor, whole))
                                .orElse(null));
    }

    private static boolean allows(Actor actor, Environment environment) {
        return allows(actor, environment, Verb.USE_ENVIRONMENT);
    }

    /** All that the actor may do this with. */
    List<Environment> may(Actor actor, Verb verb) {
        return store.of(actor, actor.role().compareTo(Role.ADMIN) <= 0).stream()
                .filter(environment -> allows(actor, environment, verb))
                .toList();
    }

    /** Under which id things of the environment are kept that somebody means. */
    public UUID idOf(Actor actor, String typed, @Nullable String team) {
        return typed.equals(REPOSITORY) ? NONE : named(actor, typed, team).environment().id();
    }

    /** Which version it is at; 0 for the repository's own, which has none. */
    public int versionOf(Actor actor, String typed, @Nullable String team) {
        return typed.equals(REPOSITORY) ? 0 : named(actor, typed, team).environment().version();
    }

    /** The same, of a team when one is named. */
    Environment.Whole named(Actor actor, String typed, @Nullable String team) {
        return named(actor, team == null ? typed : team + "/" + typed);
    }

    /** The one that the actor means: what one may not see is not there. */
    Environment.Whole named(Actor actor, String typed) {
        return switch (Choosing.among(may(actor, Verb.READ_ENVIRONMENT), typed)) {
            case Choosing.OfRepository _ ->
                    throw notFound(
                            "The environment 'repository' is in each repository:"
                                    + " .ratoon/environment.yaml, or devcontainer.json. Look there.");
            case Choosing.Usual _ ->
                    throw notFound(
                            "The environment 'default' is always there; it has no setup script, and"
                                    + " nothing to show or change.");
            case Choosing.Found(Environment found) ->
                    store.whole(found.id()).orElseThrow(Environments::gone);
            case Choosing.None(String why) -> throw notFound(why);
        };
    }

    static Failure gone() {
        return notFound("This environment was just removed. See: ratoon environment list");
    }

    private static boolean allows(Actor actor, Environment environment, Verb verb) {
        return Authority.decide(actor, environment.resource(), verb) instanceof Decision.Allowed;
    }

    private static ObservedEvent.EnvironmentTaken taken(Actor actor, Environment.Whole whole) {
        Environment environment = whole.environment();
        Contents contents = whole.contents();
        return new ObservedEvent.EnvironmentTaken(
                environment.id(),
                environment.fullName(),
                environment.version(),
                contents.setup(),
                contents.setupMinutes(),
                actor.name(),
                contents.variables(),
                contents.allow(),
                contents.allowModels(),
                contents.save(),
                contents.image(),
                contents.size().equals(Size.USUAL) ? null : contents.size(),
                contents.pushes().equals(PushRules.NONE) ? null : contents.pushes(),
                null,
                List.of(),
                false);
    }

    /**
     * An environment to be tried, as it is or as somebody is about to change it. What is not saved
     * yet is given its secrets too: so only who may change it tries that.
     *
     * @param typed its name; the default one stands for one that is not there yet
     */
    public ObservedEvent.EnvironmentTaken tried(
            Actor actor, String typed, @Nullable String team, Edited edited) {
        if (typed.equals(DEFAULT)) {
            return tried(NONE, "new", 0, edited.contents(granted), actor);
        }
        Environment.Whole found = named(actor, typed, team);
        Environment environment = found.environment();
        Authority.require(
                actor,
                environment.resource(),
                edited.isNothing() ? Verb.USE_ENVIRONMENT : Verb.CHANGE_ENVIRONMENT);
        return tried(
                environment.id(),
                environment.fullName(),
                environment.version(),
                edited.over(found, granted),
                actor);
    }

    private static ObservedEvent.EnvironmentTaken tried(
            UUID id, String name, int version, Contents contents, Actor actor) {
        return new ObservedEvent.EnvironmentTaken(
                id,
                name,
                version,
                contents.setup(),
                contents.setupMinutes(),
                actor.name(),
                contents.variables(),
                contents.allow(),
                contents.allowModels(),
                contents.save(),
                contents.image(),
                contents.size().equals(Size.USUAL) ? null : contents.size(),
                contents.pushes().equals(PushRules.NONE) ? null : contents.pushes(),
                null,
                List.of(),
                true);
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }

    private static Failure notFound(String why) {
        return new Failure(ProblemType.NOT_FOUND, why);
    }
}
