package dev.ratoon.controlplane.hosting;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sandboxes as pods; of use where `ratoon.sandboxes.where` is `pods`. */
@ConfigMapping(prefix = "ratoon.pods")
public interface PodsConfig {
    /** The namespace of sandboxes, and of nothing else. */
    Optional<String> namespace();

    /**
     * What this installation's sandboxes are called in it: all processes on one database say the
     * same, and two installations in one namespace never do.
     */
    Optional<String> place();

    /**
     * The file that says how the cluster is reached. Without it as kubectl does: by `KUBECONFIG`,
     * by the user's own file, or in a pod by that one's account.
     */
    Optional<Path> kubeconfig();

    /**
     * The address under which pods reach this process. A name is looked up once, at the start: pods
     * resolve none. Without it `ratoon.runners.host`, if that is one address.
     */
    Optional<String> reached();

    /** The image that brings the runner. */
    Optional<String> runnerImage();

    /** The image that agents work in: any that has sh, setsid and git. */
    Optional<String> workspaceImage();

    /**
     * The images that an environment may choose instead, its own or that of a repository: each by
     * its full name, as `example.org/tools/java:21`, `example.org/tools/*` for all below, or
     * `example.org/tools/java:*` for every tag. Nodes pull them with the cluster's own logins.
     */
    Optional<List<String>> images();

    /** Names of the namespace's secrets by which its nodes read those images. */
    Optional<List<String>> pullSecrets();

    /** The harnesses that the workspace image has. Nothing is installed on demand for pods. */
    @WithDefault("opencode,codex")
    List<String> harnesses();

    /** The class of each agent's volume; the cluster's usual one without it. */
    Optional<String> storageClass();

    /** How that volume may be mounted. */
    @WithDefault("ReadWriteOncePod")
    String accessMode();

    /** The size of that volume. */
    @WithDefault("10G")
    MemorySize volume();

    /** How much of its node's own disk a pod may use beside its volume. */
    @WithDefault("4G")
    MemorySize disk();

    /** How much of what it may use is kept for a pod, in percent. */
    @WithDefault("25")
    int reserve();

    /** Whether root of a pod is nobody on its node. Not every node can. */
    @WithDefault("false")
    boolean userNamespace();

    /** The RuntimeClass of gVisor or Kata, where the cluster has one. */
    Optional<String> runtimeClass();

    /**
     * An address outside of the cluster, with a port that is open there. No agent starts before a
     * canary has found out that pods do not reach it.
     */
    @WithDefault("1.1.1.1:443")
    String outside();

    /** How long it holds that the canary has proven the network policy. */
    @WithDefault("PT1H")
    Duration proof();

    /**
     * How long a pod may take to begin before its agent is told why it does not, and to end before
     * its agent goes on on another volume.
     */
    @WithDefault("PT5M")
    Duration patience();
}
