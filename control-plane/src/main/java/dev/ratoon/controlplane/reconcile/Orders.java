package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.WorkspaceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From an agent's facts to the order for its sandbox. */
@Singleton
public class Orders {
    private final AgentsConfig config;
    private final FirstKeys keys;
    private final Doors doors;
    private final Sandboxes sandboxes;

    Orders(AgentsConfig config, FirstKeys keys, Doors doors, Sandboxes sandboxes) {
        this.config = config;
        this.keys = keys;
        this.doors = doors;
        this.sandboxes = sandboxes;
    }

    /** Where runners and sandboxes reach this process. */
    public interface Doors {
        SandboxOrder.Address control();

        Map<String, SandboxOrder.Address> gateways();
    }

    /**
     * The order.
     *
     * @param folders what its harness is made of
     */
    SandboxOrder order(Facts facts, int incarnation, List<SandboxOrder.Shared> folders) {
        return new SandboxOrder(
                name(facts, incarnation),
                keys.of(facts.id(), incarnation),
                doors.control(),
                doors.gateways(),
                size(facts),
                folders,
                facts.origin().unconfined());
    }

    static SandboxName name(Facts facts, int incarnation) {
        return new SandboxName(workspace(facts), incarnation);
    }

    /** What its files are called where its sandboxes run. */
    static String workspace(Facts facts) {
        return new WorkspaceName(facts.id().toString(), facts.workspace().volume()).toString();
    }

    private SandboxOrder.Size size(Facts facts) {
        Facts.Environment environment = facts.environment();
        Size wanted =
                environment == null || environment.size() == null ? Size.USUAL : environment.size();
        Size size = wanted.within(config);
        return new SandboxOrder.Size(
                Objects.requireNonNull(size.memory()),
                Objects.requireNonNull(size.processor()),
                Objects.requireNonNull(size.processes()));
    }

    String description(Facts facts) {
        return facts.origin().unconfined()
                ? "Unconfined: it can read and change all that Ratoon itself can."
                : sandboxes.description();
    }
}
