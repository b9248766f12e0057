package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxOrder.Size;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders, settings and pods for tests. */
final class Given {
    static final SandboxName NAME = new SandboxName("0d9b7c1e-agent", 3);
    static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private static final Address SERVER = new Address("10.96.0.1", 443);
    private static final Address OWN = new Address("10.1.0.9", 40_001);

    private Given() {}

    static PodSettings settings() {
        return new PodSettings(
                "sandboxes",
                "here",
                new PodSettings.Images("example.org/runner:1", "example.org/work:1", List.of()),
                Optional.empty(),
                new PodSettings.Volume(Optional.empty(), PodSettings.Volume.ONE_POD, 8192),
                new PodSettings.Room(4096, 25),
                new PodSettings.Isolation(false, Optional.empty()),
                Duration.ofMinutes(3));
    }

    /** With all that is by configuration. */
    static PodSettings isolated() {
        return new PodSettings(
                "sandboxes",
                "here",
                new PodSettings.Images(
                        "example.org/runner:1", "example.org/work:1", List.of("registry")),
                Optional.of("10.96.0.77"),
                new PodSettings.Volume(Optional.of("fast"), "ReadWriteOnce", 1024),
                new PodSettings.Room(1024, 50),
                new PodSettings.Isolation(true, Optional.of("gvisor")),
                Duration.ofMinutes(3));
    }

    static SandboxOrder order() {
        return order(NAME);
    }

    static SandboxOrder order(SandboxName name) {
        return new SandboxOrder(
                name,
                "the first key",
                new Address("10.0.0.5", 7081),
                Map.of(
                        "git", new Address("10.0.0.5", 7082),
                        "model", new Address("10.0.0.5", 7083),
                        "egress", new Address("10.0.0.5", 7084)),
                Size.USUAL,
                List.of(),
                false);
    }

    static SandboxOrder ofImage(String image) {
        SandboxOrder usual = order();
        return new SandboxOrder(
                usual.name(),
                usual.firstKey(),
                usual.control(),
                usual.gateways(),
                usual.size(),
                usual.shared(),
                usual.unconfined(),
                Optional.of(image));
    }

    static Pod sandbox(SandboxOrder order, PodSettings settings) {
        return SandboxPod.of(order, settings, SandboxContainers.gate(order, settings, SERVER));
    }

    static Addresses addresses() {
        return new Addresses(
                List.of(new Address("10.0.0.5", 7081), new Address("10.0.0.5", 7082)),
                List.of(new Address("10.0.0.6", 5432), new Address("1.1.1.1", 443)));
    }

    static List<Tried> tried(PodSettings settings) {
        return Tried.all(
                addresses(),
                settings,
                new Tried.Known(SERVER, OWN, List.of("10.96.0.10"), "192.168.0.3", "10.1.0.12"));
    }

    /** As the API server has it, before the cluster has done anything. */
    static PodBuilder pod() {
        return new PodBuilder(sandbox(order(), settings()))
                .editMetadata()
                .withUid("uid-1")
                .withCreationTimestamp(MADE.toString())
                .endMetadata();
    }

    static Pod pod(String phase, ContainerStatus... sides) {
        return pod().withNewStatus()
                .withPhase(phase)
                .withContainerStatuses(sides)
                .endStatus()
                .build();
    }

    static ContainerStatus running(String side) {
        return new ContainerStatusBuilder()
                .withName(side)
                .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
                .build();
    }

    static ContainerStatus waiting(String side, String reason, String message) {
        return new ContainerStatusBuilder()
                .withName(side)
                .withState(new ContainerStateBuilder().withNewWaiting(message, reason).build())
                .build();
    }

    static ContainerStatus ended(String side, int code, String reason, String message, int second) {
        return new ContainerStatusBuilder()
                .withName(side)
                .withState(
                        new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(code)
                                .withReason(reason)
                                .withMessage(message)
                                .withFinishedAt(MADE.plusSeconds(second).toString())
                                .endTerminated()
                                .build())
                .build();
    }
}
