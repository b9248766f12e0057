package dev.ratoon.controlplane.environments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An environment. In lists all from its script on is left out.
 *
 * @param secrets the names of those that its script is given
 * @param mayChange whether the one who asks may change and remove it, and give it secrets
 * @param mayUse whether they may try it, and start agents with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnvironmentView(
        UUID id,
        String name,
        String owner,
        @Nullable String team,
        String description,
        int version,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        int setupMinutes,
        @Nullable String setup,
        @Nullable Map<String, String> variables,
        @Nullable List<String> allow,
        @Nullable List<String> allowModels,
        @Nullable List<String> save,
        @Nullable String image,
        @Nullable Size size,
        @Nullable PushRules pushes,
        @Nullable Defaults defaults,
        @Nullable List<String> secrets,
        boolean mayChange,
        boolean mayUse) {
    static EnvironmentView of(Actor actor, Environment e) {
        return of(actor, e, null, null);
    }

    static EnvironmentView of(Actor actor, Environment.Whole whole, List<String> secrets) {
        return of(actor, whole.environment(), whole.contents(), secrets);
    }

    private static EnvironmentView of(
            Actor actor,
            Environment e,
            @Nullable Contents contents,
            @Nullable List<String> secrets) {
        return new EnvironmentView(
                e.id(),
                e.name(),
                e.owner(),
                e.team(),
                e.description(),
                e.version(),
                e.createdAt(),
                e.changedAt(),
                e.changedBy(),
                e.setupMinutes(),
                contents == null ? null : contents.setup(),
                contents == null ? null : contents.variables(),
                contents == null ? null : contents.allow(),
                contents == null ? null : contents.allowModels(),
                contents == null ? null : contents.save(),
                contents == null ? null : contents.image(),
                contents == null ? null : contents.size(),
                contents == null ? null : contents.pushes(),
                contents == null ? null : contents.defaults(),
                secrets,
                Authority.allows(actor, e.resource(), Verb.CHANGE_ENVIRONMENT),
                Authority.allows(actor, e.resource(), Verb.USE_ENVIRONMENT));
    }
}
