package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import org.jspecify.annotations.Nullable;

/**
 * What the API server did not do.
 *
 * @param code of HTTP; 0 when it did not answer
 * @param message its own
 */
record Refusal(int code, String message) {
    SandboxTrouble trouble(String doing, @Nullable Throwable cause) {
        String said = PodEnd.message(message);
        String what = doing + " was refused by the cluster: " + said;
        if (code >= 400 && code < 500 && isOfPolicy()) {
            return trouble(
                    Blame.USER,
                    what,
                    "Allow in that policy what it names: by the value of the chart that it says,"
                            + " else what decision 47 lists",
                    cause);
        }
        return switch (code) {
            case 0 ->
                    trouble(
                            Blame.EXTERNAL,
                            doing + " failed: the cluster's API server does not answer: " + said,
                            "See that it runs and is reached from here",
                            cause);
            case 401 ->
                    trouble(
                            Blame.EXTERNAL,
                            what,
                            "See that the control plane's service account is there",
                            cause);
            case 403 -> forbidden(what, cause);
            case 404 ->
                    trouble(
                            Blame.USER,
                            what,
                            "Make the namespace for sandboxes, as the chart does",
                            cause);
            case 409 -> trouble(Blame.EXTERNAL, what, "It is tried again", cause);
            case 400, 422 ->
                    trouble(
                            Blame.USER,
                            what,
                            "Correct the configuration of pods that this names",
                            cause);
            default -> trouble(Blame.EXTERNAL, what, "It is tried again later", cause);
        };
    }

    /** Pod Security and webhooks answer 403, an admission policy 422 unless it says otherwise. */
    private boolean isOfPolicy() {
        return message.contains("violates PodSecurity")
                || message.contains("ValidatingAdmissionPolicy")
                || message.contains("admission webhook");
    }

    private SandboxTrouble forbidden(String what, @Nullable Throwable cause) {
        if (message.contains("exceeded quota")) {
            return trouble(
                    Blame.CAPACITY,
                    what,
                    "Pause or delete agents, or raise the quota of the namespace",
                    cause);
        }
        if (message.contains("is being terminated")) {
            return trouble(
                    Blame.EXTERNAL, what, "Wait until the namespace is gone, and make it", cause);
        }
        return trouble(
                Blame.USER, what, "Give the control plane's service account this right", cause);
    }

    private static SandboxTrouble trouble(
            Blame blame, String what, String nextStep, @Nullable Throwable cause) {
        return new SandboxTrouble(blame, what, nextStep, cause);
    }
}
