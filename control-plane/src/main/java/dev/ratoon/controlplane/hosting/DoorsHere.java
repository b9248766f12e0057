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

    DoorsHere(RunnerListener runners, GitDoor git) {
        this.runners = runners;
        this.git = git;
    }

    @Override
    public SandboxOrder.Address control() {
        return runners.address();
    }

    @Override
    public Map<String, SandboxOrder.Address> gateways() {
        Map<String, SandboxOrder.Address> gateways = new HashMap<>();
        git.address().ifPresent(address -> gateways.put("git", address));
        return gateways;
    }
}
