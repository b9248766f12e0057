package dev.ratoon.k8s;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ended a pod, in words with the next step, as far as can be told. Pure. */
final class PodEnd {
    /** Why a half pod ends: not what people want to know. */
    static final String OUR_DEADLINE = "DeadlineExceeded";

    private static final String AGAIN = "Its work is on its volume, where the next one goes on";
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_MESSAGE = 1000;

    /** How a shell ends that cannot begin what it is to begin. */
    private static final List<Integer> NOT_FOUND = List.of(126, 127);

    private PodEnd() {}

    static String reason(Pod pod) {
        String reason = pod.getStatus().getReason();
        String message = message(pod.getStatus().getMessage());
        if (reason != null && !reason.equals(OUR_DEADLINE)) {
            return ofNode(reason, message);
        }
        return firstEnded(pod)
                .map(
                        each ->
                                ofSide(
                                        each.getName(),
                                        PodReading.image(pod, each.getName()),
                                        each.getState().getTerminated()))
                .orElse("The pod ended and did not say why. See the events of its node");
    }

    /** Of a pod that vanished though nobody here asked for it. */
    static String vanished(Pod last) {
        return PodReading.condition(last, "DisruptionTarget")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(PodEnd::disrupted)
                .orElseGet(
                        () ->
                                PodReading.isOver(last)
                                                && last.getMetadata().getDeletionTimestamp() == null
                                        ? reason(last)
                                        : "The pod was deleted from outside Ratoon. " + AGAIN);
    }

    private static String disrupted(PodCondition condition) {
        return "The cluster took the pod away ("
                + condition.getReason()
                + tail(message(condition.getMessage()))
                + "). "
                + AGAIN;
    }

    private static String ofNode(String reason, String message) {
        return switch (reason) {
            case "Evicted" ->
                    "The node evicted the pod"
                            + tail(message)
                            + ". Give its environment more memory, or raise the disk of a sandbox";
            case "NodeLost" ->
                    "The node of the pod fell silent"
                            + tail(message)
                            + ". Start the node again, or take it out: kubectl delete node NODE";
            case "NodeShutdown", "Terminated", "Shutdown" ->
                    "The node of the pod was shut down" + tail(message) + ". " + AGAIN;
            case "Preempting", "Preempted" ->
                    "The pod made room for one of a higher priority"
                            + tail(message)
                            + ". Add a node, or pause agents";
            case "OutOfcpu", "OutOfmemory", "OutOfephemeral-storage", "OutOfpods" ->
                    "The node had no room left ("
                            + reason
                            + ")"
                            + tail(message)
                            + ". Add a node, or pause agents";
            default ->
                    "The node refused or ended the pod ("
                            + reason
                            + ")"
                            + tail(message)
                            + ". See the events of the node";
        };
    }

    private static Optional<ContainerStatus> firstEnded(Pod pod) {
        List<ContainerStatus> ended =
                PodReading.all(pod).stream()
                        .filter(each -> each.getState().getTerminated() != null)
                        .filter(each -> !isFinished(each))
                        .toList();
        return ended.stream()
                .min(
                        Comparator.comparing(
                                each ->
                                        String.valueOf(
                                                each.getState().getTerminated().getFinishedAt())));
    }

    /** What brings the runner is meant to end. */
    private static boolean isFinished(ContainerStatus status) {
        return status.getName().equals(SandboxContainers.BRING)
                && Integer.valueOf(0).equals(status.getState().getTerminated().getExitCode());
    }

    private static String ofSide(String name, String image, ContainerStateTerminated end) {
        if (name.equals(SandboxContainers.BRING)
                && Integer.valueOf(SandboxContainers.NO_WALLS).equals(end.getExitCode())) {
            return "The network policy does not hold the pod on its node, so nothing was begun in"
                    + " it"
                    + tail(lastLine(end.getMessage()))
                    + ". See that the network plugin runs on that node";
        }
        String side = "The " + name + " side";
        if ("OOMKilled".equals(end.getReason())) {
            return side
                    + " used more memory than it may, and the kernel killed it."
                    + " Give its environment more memory";
        }
        if ("ContainerCannotRun".equals(end.getReason()) || "StartError".equals(end.getReason())) {
            return side
                    + " could not be started"
                    + tail(lastLine(end.getMessage()))
                    + lacking(name, image);
        }
        if (name.equals(SandboxContainers.HANDS)
                && end.getExitCode() != null
                && NOT_FOUND.contains(end.getExitCode())) {
            return side
                    + " did not find its programs"
                    + tail(lastLine(end.getMessage()))
                    + lacking(name, image);
        }
        return side
                + " ended with exit code "
                + end.getExitCode()
                + tail(lastLine(end.getMessage()))
                + ". "
                + AGAIN;
    }

    private static String lacking(String name, String image) {
        return ". See that its image "
                + image
                + (name.equals(SandboxContainers.HANDS)
                        ? " has " + Hindrance.NEEDED
                        : " is that of Ratoon's runner");
    }

    private static String tail(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String lastLine(String text) {
        return text == null
                ? ""
                : plain(
                        text.lines()
                                .filter(line -> !line.isBlank())
                                .reduce((_, line) -> line)
                                .orElse(""));
    }

    /** What came from a pod is hostile: one line of it, bounded, and text alone. */
    static String plain(@Nullable String text) {
        return plain(text, LONGEST_LINE);
    }

    /** What the cluster itself says, whose reason comes last: bounded, and text alone. */
    static String message(@Nullable String text) {
        return plain(text, LONGEST_MESSAGE);
    }

    private static String plain(@Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }
}
