package dev.ratoon.controlplane.states;

import dev.ratoon.controlplane.roles.Sweep;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;

/** Takes away what is too old, and files that no row speaks of. */
@Singleton
class StateSweep implements Sweep {
    private final StatesConfig config;
    private final StateStore store;
    private final StateFiles files;

    StateSweep(StatesConfig config, StateStore store, StateFiles files) {
        this.config = config;
        this.store = store;
        this.files = files;
    }

    @Override
    public void sweep(Instant now) {
        store.trim(now.minus(config.age()), config.total().asLongValue());
        files.keepOnly(new HashSet<>(store.keys()), now);
    }
}
