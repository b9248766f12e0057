package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.secrets.GivenSecret;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who can be asked here, and with whose key. Made at the start, so that a wrong one stops it. */
@Singleton
@Startup
public class ModelProviders {
    /** There as long as Ratoon runs with {@code --demo}: the launcher says where. */
    public static final String DEMO = "demo";

    private final Map<String, ModelProvider> all;
    private final KeyStore keys;
    private final ActorStore actors;

    ModelProviders(ProvidersConfig config, KeyStore keys, ActorStore actors) {
        this.all = ConfiguredProviders.of(config);
        this.keys = keys;
        this.actors = actors;
    }

    public Optional<ModelProvider> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** What brings one that is not there, for people. */
    public static String nextStep(String missing) {
        return missing.equals(DEMO)
                ? "That one is there while Ratoon runs by ./ratoon up --demo"
                : "Whoever operates Ratoon can add it: ratoon.providers.%s.url".formatted(missing);
    }

    /** In the order of their names. */
    public List<ModelProvider> all() {
        return all.values().stream().sorted(Comparator.comparing(ModelProvider::name)).toList();
    }

    /** Whether an agent of that owner, and of that team, has a key there. */
    public boolean hasKey(UUID owner, @Nullable UUID team, String provider) {
        return stored(owner, team, provider).isPresent();
    }

    /**
     * The owner's own key, else that of the agent's team, as long as its owner belongs to it. A
     * model call waits for it, therefore it is one transaction.
     */
    @Transactional
    public Optional<GivenSecret> key(UUID owner, @Nullable UUID team, String provider) {
        return stored(owner, team, provider).map(key -> keys.open(key.id()));
    }

    private Optional<ProviderKey> stored(UUID owner, @Nullable UUID team, String provider) {
        Actor actor = actors.all(Set.of(owner)).get(owner);
        if (actor == null) {
            return Optional.empty();
        }
        Optional<ProviderKey> own = keys.find(provider, owner, null);
        return own.isPresent() || team == null || !actor.teams().containsKey(team)
                ? own
                : keys.find(provider, owner, team);
    }
}
