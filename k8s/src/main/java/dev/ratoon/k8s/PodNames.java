package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What things are called in the cluster. All of it follows from the sandbox's own name. */
final class PodNames {
    static final String PLACE = "ratoon.dev/place";
    static final String WORKSPACE = "ratoon.dev/workspace";
    static final String INCARNATION = "ratoon.dev/incarnation";

    static final String COMPONENT = "app.kubernetes.io/component";
    static final String SANDBOX = "sandbox";

    /** On a claim: the newest incarnation that was ended here. */
    static final String NEWEST = "ratoon.dev/newest";

    private PodNames() {}

    static String pod(SandboxName name) {
        return "agent-" + name;
    }

    /** Of the first key, in the secret of the same name as its pod. */
    static String secret(SandboxName name) {
        return pod(name);
    }

    static String claim(String workspace) {
        return "agent-" + workspace + "-workspace";
    }

    /** All that is of this installation. */
    static Map<String, String> ofPlace(PodSettings settings) {
        return new TreeMap<>(
                Map.of("app.kubernetes.io/managed-by", "ratoon", PLACE, settings.place()));
    }

    static Map<String, String> ofWorkspace(String workspace, PodSettings settings) {
        Map<String, String> labels = ofPlace(settings);
        labels.put(WORKSPACE, workspace);
        return labels;
    }

    static Map<String, String> of(SandboxName name, PodSettings settings) {
        Map<String, String> labels = ofWorkspace(name.workspace(), settings);
        labels.put(COMPONENT, SANDBOX);
        labels.put(INCARNATION, Integer.toString(name.incarnation()));
        return labels;
    }

    /** Whose it is; empty when its labels are not ours. */
    static Optional<SandboxName> of(HasMetadata pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels == null || labels.get(WORKSPACE) == null || labels.get(INCARNATION) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SandboxName(
                            labels.get(WORKSPACE), Integer.parseInt(labels.get(INCARNATION))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The newest incarnation that is noted on the claim; 0 when none is. */
    static int newest(HasMetadata claim) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        try {
            return annotations == null
                    ? 0
                    : Integer.parseInt(annotations.getOrDefault(NEWEST, "0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
