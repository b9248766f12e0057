package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.environments.SandboxOrder;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The ports of this process that sandboxes reach. */
@Singleton
class DoorsHere implements Orders.Doors {
    private final RunnerListener runners;
    private final GitDoor git;
    private final ModelDoor model;

    DoorsHere(RunnerListener runners, GitDoor git, ModelDoor model) {
        this.runners = runners;
        this.git = git;
        this.model = model;
    }

    @Override
    public SandboxOrder.Address control() {
        return runners.address();
    }

    @Override
    public Map<String, SandboxOrder.Address> gateways() {
        Map<String, SandboxOrder.Address> gateways = new HashMap<>();
        git.address().ifPresent(address -> gateways.put("git", address));
        model.address().ifPresent(address -> gateways.put("model", address));
        return gateways;
    }
}
