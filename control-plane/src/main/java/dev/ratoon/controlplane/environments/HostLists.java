package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a host into the list of the environment that an agent has. */
@Singleton
public class HostLists {
    private static final int TRIES = 3;

    private final EnvironmentStore store;
    private final Granted granted;

    HostLists(EnvironmentStore store, AgentsConfig config, AllowedImages images) {
        this.store = store;
        this.granted = Granted.by(config, images);
    }

    /**
     * An environment whose list somebody asks for.
     *
     * @param why who may change it instead; null when the actor may
     */
    public record Listed(String name, @Nullable String why) {}

    /**
     * Empty when it has none that is kept here (the default one, its repository's, a removed one),
     * and none that the actor sees.
     */
    public Optional<Listed> of(Actor actor, Facts agent) {
        return whole(actor, agent).map(whole -> listed(actor, whole.environment()));
    }

    private static Listed listed(Actor actor, Environment environment) {
        return switch (Authority.decide(actor, environment.resource(), Verb.CHANGE_ENVIRONMENT)) {
            case Decision.Allowed _ -> new Listed(environment.fullName(), null);
            case Decision.Denied(String reason) ->
                    new Listed(
                            environment.fullName(),
                            reason
                                    + " '"
                                    + environment.fullName()
                                    + "' was made by "
                                    + environment.owner()
                                    + ".");
        };
    }

    /** Makes a version with it, unless it is there; answers that environment's name. */
    public String add(Actor actor, Facts agent, String host) {
        if (!AllowList.takes(host)) {
            throw new Failure(
                    ProblemType.INVALID,
                    "An environment's list takes hosts by a name like example.org, and no '"
                            + host
                            + "'. Allow it for all agents of its owner or team: ratoon allow AGENT"
                            + " HOST --always");
        }
        for (int i = 0; i < TRIES; i++) {
            Environment.Whole now =
                    whole(actor, agent)
                            .orElseThrow(
                                    () ->
                                            new Failure(
                                                    ProblemType.CONFLICT,
                                                    "This agent has no environment whose list could"
                                                            + " be changed. Allow it for all agents of"
                                                            + " its owner or team: ratoon allow AGENT"
                                                            + " HOST --always"));
            Authority.require(actor, now.environment().resource(), Verb.CHANGE_ENVIRONMENT);
            String name = now.environment().fullName();
            if (now.contents().allow().contains(host)
                    || store.change(now.environment().id(), actor, with(now, host), granted)) {
                return name;
            }
        }
        throw new Failure(
                ProblemType.CONFLICT, "Others are changing this environment just now. Try again.");
    }

    private static AskedEnvironment with(Environment.Whole now, String host) {
        List<@Nullable String> hosts = new ArrayList<>(now.contents().allow());
        hosts.add(host);
        return new AskedEnvironment(
                        null,
                        null,
                        now.environment().version(),
                        null,
                        null,
                        null,
                        null,
                        hosts,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .over(now);
    }

    private Optional<Environment.Whole> whole(Actor actor, Facts agent) {
        Facts.Environment has = agent.environment();
        return has == null
                ? Optional.empty()
                : store.whole(has.id()).filter(whole -> sees(actor, whole.environment()));
    }

    private static boolean sees(Actor actor, Environment environment) {
        return Authority.decide(actor, environment.resource(), Verb.READ_ENVIRONMENT)
                instanceof Decision.Allowed;
    }
}
