package dev.ratoon.k8s;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What keeps a pod from beginning.
 *
 * @param words for people, with the next step
 * @param lasting whether waiting alone will not help
 */
record Hindrance(String words, boolean lasting) {
    /** What the scheduler says when it waits for a volume, and not for room. */
    private static final Pattern OF_VOLUMES =
            Pattern.compile("(?i)persistent ?volume|persistentvolumeclaim|storageclass");

    /** What every image of the hands' side must have. */
    static final String NEEDED = "sh, setsid and git";

    static Optional<Hindrance> of(Pod pod) {
        if (!PodReading.isOnItsWay(pod)) {
            return Optional.empty();
        }
        return unschedulable(pod)
                .or(
                        () ->
                                PodReading.all(pod).stream()
                                        .filter(each -> each.getState().getWaiting() != null)
                                        .flatMap(
                                                each ->
                                                        of(
                                                                each.getState().getWaiting(),
                                                                PodReading.image(
                                                                        pod, each.getName()))
                                                                .stream())
                                        .findFirst());
    }

    /** Of one that is late and does not say why: what events alone tell. */
    static Hindrance silent(Pod pod) {
        String name = pod.getMetadata().getName();
        String namespace = pod.getMetadata().getNamespace();
        return new Hindrance(
                "The pod does not begin: its volume or its network is not ready on its node. See"
                        + " kubectl -n "
                        + namespace
                        + " describe pod "
                        + name,
                false);
    }

    private static Optional<Hindrance> unschedulable(Pod pod) {
        return PodReading.condition(pod, "PodScheduled")
                .filter(each -> "Unschedulable".equals(each.getReason()))
                .map(each -> unschedulable(pod, PodEnd.message(each.getMessage())));
    }

    private static Hindrance unschedulable(Pod pod, String message) {
        if (OF_VOLUMES.matcher(message).find()) {
            return new Hindrance(
                    "The pod's volume is not given to it: "
                            + message
                            + ". See that the storage class of sandboxes exists and has room:"
                            + " kubectl -n "
                            + pod.getMetadata().getNamespace()
                            + " describe pvc",
                    false);
        }
        return new Hindrance(
                "No node of the cluster takes the pod: "
                        + message
                        + ". Add a node, or make the sandboxes smaller",
                false);
    }

    private static Optional<Hindrance> of(ContainerStateWaiting waiting, String image) {
        String reason = String.valueOf(waiting.getReason());
        String message = PodEnd.message(waiting.getMessage());
        return switch (reason) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" ->
                    Optional.of(
                            new Hindrance(
                                    "The image "
                                            + image
                                            + " cannot be pulled: "
                                            + message
                                            + ". See that the registry has it and that the node"
                                            + " may read it",
                                    false));
            case "ErrImageNeverPull", "InvalidImageName", "ErrImageInspect" ->
                    Optional.of(
                            new Hindrance(
                                    "The image "
                                            + image
                                            + " cannot be used: "
                                            + message
                                            + ". Correct its name in the configuration, or in the"
                                            + " environment that names it",
                                    true));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                    Optional.of(
                            new Hindrance(
                                    "The node cannot make a container of the image "
                                            + image
                                            + ": "
                                            + message
                                            + ". See that it has "
                                            + NEEDED
                                            + ", and runs as an ordinary user",
                                    false));
            default -> Optional.empty();
        };
    }
}
