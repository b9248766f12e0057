package dev.ratoon.k8s;

import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;

/** What pods are not for. */
final class Fitting {
    private static final String IMAGE =
            "Bring it in the workspace image, and name its program there in the harness's file";

    private Fitting() {}

    static void check(SandboxOrder order) throws SandboxTrouble {
        if (order.unconfined()) {
            throw refused(
                    "A pod always has walls: " + order.name() + " cannot be unconfined",
                    "Begin the agent without --unconfined");
        }
        if (!order.shared().isEmpty()) {
            throw refused(
                    "A pod does not see the folders of the control plane: "
                            + order.shared().getFirst().folder(),
                    IMAGE);
        }
    }

    static SandboxTrouble noErrands(ErrandOrder order) {
        return refused(
                "Nothing is installed on demand for pods: " + order.command().getFirst(), IMAGE);
    }

    private static SandboxTrouble refused(String what, String nextStep) {
        return new SandboxTrouble(Blame.USER, what, nextStep, null);
    }
}
