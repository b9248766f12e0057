package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys of model providers: one a person and provider, and one a team and provider. */
@Path("/api/keys")
@RunOnVirtualThread
class KeyResource {
    private final CurrentActor current;
    private final TeamStore teams;
    private final KeyStore keys;

    KeyResource(CurrentActor current, TeamStore teams, KeyStore keys) {
        this.current = current;
        this.teams = teams;
        this.keys = keys;
    }

    record NewKey(@Nullable String key, @Nullable String team) {
        @Override
        public String toString() {
            return "NewKey[hidden]";
        }
    }

    /**
     * That there is one.
     *
     * @param mayChange whether the one who asks may give another and remove it
     */
    record KeyView(
            String provider,
            String title,
            @Nullable String team,
            String hint,
            Instant createdAt,
            boolean mayChange) {}

    @GET
    public List<KeyView> list() {
        Actor actor = current.actor();
        Map<UUID, String> names = new HashMap<>();
        teams.all().stream()
                .filter(team -> actor.teams().containsKey(team.id()))
                .forEach(team -> names.put(team.id(), team.name()));
        current.require(Resource.personal(actor.userId()), Verb.LIST_KEYS);
        return keys.visible(actor.userId(), names.keySet()).stream()
                .map(key -> view(actor, key, key.team() == null ? null : names.get(key.team())))
                .toList();
    }

    @PUT
    @Path("/{provider}")
    public KeyView put(@PathParam("provider") String name, @Nullable NewKey asked) {
        Actor actor = current.actor();
        Provider provider = Provider.named(name);
        String team = asked == null ? null : asked.team();
        UUID teamId = teamId(team);
        // The key of a team keeps the owner that its first giver was; it is replaced as theirs.
        UUID owner =
                keys.find(provider.name(), actor.userId(), teamId)
                        .map(ProviderKey::owner)
                        .orElse(actor.userId());
        current.require(resource(owner, teamId), Verb.CHANGE_KEYS);
        GivenSecret text = GivenSecret.of("key", asked == null ? null : asked.key());
        return view(actor, keys.put(provider.name(), owner, teamId, text), team);
    }

    @DELETE
    @Path("/{provider}")
    public void delete(
            @PathParam("provider") String name, @QueryParam("team") @Nullable String team) {
        Actor actor = current.actor();
        Provider provider = Provider.named(name);
        UUID teamId = teamId(team);
        ProviderKey key =
                keys.find(provider.name(), actor.userId(), teamId)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.NOT_FOUND,
                                                "There is no key for "
                                                        + provider.title()
                                                        + (team == null
                                                                ? " of yours here."
                                                                : " of this team here.")));
        current.require(resource(key.owner(), teamId), Verb.CHANGE_KEYS);
        keys.remove(key.id());
    }

    private @Nullable UUID teamId(@Nullable String team) {
        return team == null ? null : teams.mustBeNamed(team).id();
    }

    private static Resource resource(UUID owner, @Nullable UUID team) {
        return team == null ? Resource.personal(owner) : Resource.shared(owner, team);
    }

    private static KeyView view(Actor actor, ProviderKey key, @Nullable String team) {
        return new KeyView(
                key.provider(),
                new Provider(key.provider()).title(),
                team,
                key.hint(),
                key.createdAt(),
                Authority.allows(actor, resource(key.owner(), key.team()), Verb.CHANGE_KEYS));
    }
}
