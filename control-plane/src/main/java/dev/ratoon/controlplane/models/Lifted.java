package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Allowance;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.FromEnvironments;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rules the calls of an agent may break: those that the operator has lifted for all, and
 * those that its environment lifts, as far as the operator still lets environments do so.
 */
@Singleton
class Lifted {
    /** What is not kept here: the repository's own, and one that is tried before it is saved. */
    private static final UUID NONE = new UUID(0, 0);

    private final Set<ModelRule> forAll;
    private final Set<Allowance> byEnvironments;
    private final FromEnvironments<List<String>> environments;

    Lifted(ModelsConfig config, AgentsConfig agents, LogStore log) {
        this.forAll =
                config.allow().orElse(Set.of()).stream()
                        .map(ModelRule::of)
                        .collect(Collectors.toUnmodifiableSet());
        this.byEnvironments = Set.copyOf(agents.environmentsMayAllow().orElse(List.of()));
        this.environments =
                new FromEnvironments<>(log, environment -> environment.allowModels(), List.of());
    }

    Set<ModelRule> of(Facts agent) {
        List<String> own = environments.of(agent);
        if (own.isEmpty()) {
            return forAll;
        }
        Set<ModelRule> all = EnumSet.noneOf(ModelRule.class);
        all.addAll(forAll);
        own.stream()
                .flatMap(word -> Allowance.named(word).stream())
                .filter(byEnvironments::contains)
                .map(ModelRule::of)
                .forEach(all::add);
        return all;
    }

    /** With the way by an environment, where there is one. */
    Refused withTheWay(Refused refused, Facts agent) {
        return Allowance.named(refused.rule()).filter(byEnvironments::contains).isPresent()
                ? refused.or(way(agent.environment(), refused.rule()))
                : refused;
    }

    private static String way(Facts.@Nullable Environment has, String rule) {
        String named = has == null || has.id().equals(NONE) ? "add NAME" : "edit " + has.name();
        return "; or for agents that begin with an environment: ratoon environment "
                + named
                + " --allow-models "
                + rule;
    }
}
