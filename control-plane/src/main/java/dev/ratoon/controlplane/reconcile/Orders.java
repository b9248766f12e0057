package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.WorkspaceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From an agent's facts to the order for its sandbox. */
@Singleton
public class Orders {
    private final AgentsConfig config;
    private final FirstKeys keys;
    private final Doors doors;
    private final Sandboxes sandboxes;
    private final AllowedImages images;

    Orders(
            AgentsConfig config,
            FirstKeys keys,
            Doors doors,
            Sandboxes sandboxes,
            AllowedImages images) {
        this.config = config;
        this.keys = keys;
        this.doors = doors;
        this.sandboxes = sandboxes;
        this.images = images;
    }

    /** Where runners and sandboxes reach this process. */
    public interface Doors {
        SandboxOrder.Address control();

        Map<String, SandboxOrder.Address> gateways();
    }

    /**
     * The order for one that is about to begin: an image that the operator does not allow any more
     * is not pulled. What runs goes on.
     */
    SandboxOrder first(Facts facts, int incarnation, List<SandboxOrder.Shared> folders)
            throws SandboxTrouble {
        String image = image(facts).orElse(null);
        if (image != null && images.refusal(image).isPresent()) {
            throw new SandboxTrouble(
                    SandboxTrouble.Blame.USER,
                    "Its environment has the image "
                            + image
                            + ", which is not allowed here any more",
                    "Have it put back into ratoon.pods.images, then: ratoon resume "
                            + facts.origin().name()
                            + ". Or start another agent, with another environment",
                    null);
        }
        return order(facts, incarnation, folders);
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
                facts.origin().unconfined(),
                image(facts));
    }

    static SandboxName name(Facts facts, int incarnation) {
        return new SandboxName(workspace(facts), incarnation);
    }

    /** What its files are called where its sandboxes run. */
    static String workspace(Facts facts) {
        return new WorkspaceName(facts.id().toString(), facts.workspace().volume()).toString();
    }

    private static Optional<String> image(Facts facts) {
        Facts.Environment environment = facts.environment();
        return Optional.ofNullable(environment == null ? null : environment.image());
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
