package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** What one container may use at most, of the pod's size. */
record Share(int memoryMebibytes, int milliCpu, int diskMebibytes) {
    private static final int RUNNER_MEMORY = 192;
    private static final int RUNNER_DISK = 64;

    /** Kept for the runner, so that a greedy harness does not cut it off. */
    static Share ofRunner(Size size) {
        return new Share(RUNNER_MEMORY, size.cpuPercent() * 2, RUNNER_DISK);
    }

    static Share ofHands(Size size, PodSettings.Room room) {
        return new Share(
                Math.max(64, size.memoryMebibytes() - RUNNER_MEMORY),
                size.cpuPercent() * 8,
                room.diskMebibytes());
    }

    ResourceRequirements requirements(int requestPercent) {
        return new ResourceRequirementsBuilder()
                .withLimits(quantities(100))
                .withRequests(quantities(requestPercent))
                .build();
    }

    private Map<String, Quantity> quantities(int percent) {
        return new TreeMap<>(
                Map.of(
                        "memory",
                        mebibytes(part(memoryMebibytes, percent)),
                        "cpu",
                        new Quantity(part(milliCpu, percent) + "m"),
                        "ephemeral-storage",
                        mebibytes(part(diskMebibytes, percent))));
    }

    private static int part(int whole, int percent) {
        return Math.max(1, (int) ((long) whole * percent / 100));
    }

    static Quantity mebibytes(int count) {
        return new Quantity(count + "Mi");
    }
}
