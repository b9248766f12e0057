package dev.ratoon.controlplane.reconcile;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import dev.ratoon.environments.Sandboxes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A place that ends and removes nothing, for a reason. */
final class RefusingSandboxes implements Sandboxes {
    private static SandboxTrouble refused() {
        return new SandboxTrouble(
                Blame.USER,
                "Deleting the pod a was refused by the cluster: no right",
                "Give the control plane's service account this right",
                null);
    }

    @Override
    public void start(SandboxOrder order) throws SandboxTrouble {
        throw refused();
    }

    @Override
    public void stop(SandboxName sandbox) throws SandboxTrouble {
        throw refused();
    }

    @Override
    public Optional<Observed> observe(String workspace) {
        return Optional.empty();
    }

    @Override
    public List<Observed> all() {
        return List.of();
    }

    @Override
    public List<String> workspaces() {
        return List.of();
    }

    @Override
    public void deleteWorkspace(String workspace) throws SandboxTrouble {
        throw refused();
    }

    @Override
    public ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble {
        throw refused();
    }

    @Override
    public void listen(Listener listener) {}

    @Override
    public String description() {
        return "none";
    }

    @Override
    public void close() {}
}
