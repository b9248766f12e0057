package dev.ratoon.k8s;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the provider is told.
 *
 * @param namespace of sandboxes alone
 * @param place tells the sandboxes of this installation from another one's in the same namespace
 * @param reached where pods find this control plane, as an address: pods resolve no names. When
 *     empty, the address in the order is one that pods reach
 * @param patience how long a pod may be on its way before its sandbox counts as failed
 */
public record PodSettings(
        String namespace,
        String place,
        Images images,
        Optional<String> reached,
        Volume volume,
        Room room,
        Isolation isolation,
        Duration patience) {

    /** How sandboxes of these settings are kept apart, in words for people. */
    public String description() {
        return "one pod each in the namespace "
                + namespace
                + isolation.runtimeClass().map(each -> ", run by " + each).orElse("")
                + (isolation.userNamespace() ? ", users of their own" : "")
                + "; no privileges, no names, no account of the cluster";
    }

    /**
     * The images that pods are made of.
     *
     * @param runner brings the runner into the other one, and runs it
     * @param workspace any one that has sh, setsid and git
     */
    public record Images(String runner, String workspace, List<String> pullSecrets) {
        public Images {
            pullSecrets = List.copyOf(pullSecrets);
        }
    }

    /**
     * The volume of each workspace.
     *
     * @param storageClass the cluster's own choice when empty
     */
    public record Volume(Optional<String> storageClass, String accessMode, int mebibytes) {
        /** One pod at a time, by the cluster's own word. */
        public static final String ONE_POD = "ReadWriteOncePod";
    }

    /**
     * What a pod takes of its node beside processor and memory, and how much of what it may use is
     * kept for it.
     *
     * @param diskMebibytes of the node's own disk, at most
     * @param requestPercent how much of its limits a pod asks for
     */
    public record Room(int diskMebibytes, int requestPercent) {
        public Room {
            if (diskMebibytes < 256 || requestPercent < 1 || requestPercent > 100) {
                throw new IllegalArgumentException(
                        "no room: " + diskMebibytes + " MiB, " + requestPercent + " %");
            }
        }
    }

    /**
     * How far a pod is kept from its node.
     *
     * @param userNamespace whether root of the pod is nobody on the node; not every node can
     * @param runtimeClass gVisor's or Kata's, where the cluster has one
     */
    public record Isolation(boolean userNamespace, Optional<String> runtimeClass) {}
}
