package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.runners.RunnersConfig;
import dev.ratoon.k8s.PodSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** From the configuration to what the provider is told, or to the words that stop the start. */
final class PodsAsked {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Set<String> MODES =
            Set.of("ReadWriteOncePod", "ReadWriteOnce", "ReadWriteMany");
    private static final long MEBIBYTE = 1 << 20;
    private static final int LEAST_DISK = 256;

    private final PodsConfig pods;
    private final RunnersConfig runners;
    private final HostingConfig hosting;
    private final Names names;

    /** Looks a name up, as the JDK does. */
    interface Names {
        InetAddress address(String name) throws UnknownHostException;
    }

    PodsAsked(PodsConfig pods, RunnersConfig runners, HostingConfig hosting, Names names) {
        this.pods = pods;
        this.runners = runners;
        this.hosting = hosting;
        this.names = names;
    }

    PodSettings settings() {
        requireFile();
        requirePorts();
        Duration _ = proof();
        return new PodSettings(
                named(pods.namespace(), "namespace", LABEL, "ratoon-sandboxes"),
                named(pods.place(), "place", VALUE, "ratoon"),
                new PodSettings.Images(
                        image(pods.runnerImage(), "runner-image"),
                        image(pods.workspaceImage(), "workspace-image"),
                        pods.pullSecrets().orElse(List.of())),
                Optional.of(reached()),
                new PodSettings.Volume(
                        pods.storageClass(),
                        mode(),
                        mebibytes(pods.volume().asLongValue(), "volume", 1)),
                new PodSettings.Room(
                        mebibytes(pods.disk().asLongValue(), "disk", LEAST_DISK), reserve()),
                new PodSettings.Isolation(pods.userNamespace(), pods.runtimeClass()),
                lasting(pods.patience(), "patience", "PT5M"));
    }

    /** For how long a proof of the network policy holds. */
    private Duration proof() {
        return lasting(pods.proof(), "proof", "PT1H");
    }

    private static Duration lasting(Duration asked, String key, String example) {
        if (!asked.isPositive()) {
            throw new StartFailure(
                    "ratoon.pods." + key + " is " + asked + ", in which nothing can happen.",
                    "Give it some time, as in ratoon.pods." + key + "=" + example);
        }
        return asked;
    }

    /** In one's own words the JDK would say that there is no cluster. */
    private void requireFile() {
        Optional<Path> missing = pods.kubeconfig().filter(file -> !Files.isReadable(file));
        if (missing.isPresent()) {
            throw new StartFailure(
                    "ratoon.pods.kubeconfig names " + missing.get() + ", which cannot be read.",
                    "Name a file that kubectl reaches the cluster by");
        }
    }

    /** Pods outlive this process, and dial what they were told at their own start. */
    private void requirePorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("ratoon.runners.port", runners.port());
        ports.put("ratoon.hosting.git-port", hosting.gitPort());
        ports.put("ratoon.hosting.model-port", hosting.modelPort());
        ports.put("ratoon.hosting.egress-port", hosting.egressPort());
        ports.values().removeIf(port -> port != 0);
        if (!ports.isEmpty()) {
            throw new StartFailure(
                    "Pods find this process by fixed ports, and "
                            + String.join(", ", ports.keySet())
                            + " leave them to chance.",
                    "Name a port for each: " + ports.keySet().iterator().next() + "=7080");
        }
    }

    private static String named(
            Optional<String> asked, String key, Pattern pattern, String example) {
        String name =
                asked.orElseThrow(
                        () ->
                                new StartFailure(
                                        "Sandboxes are to be pods, and ratoon.pods."
                                                + key
                                                + " is not set.",
                                        "Name it, as in ratoon.pods." + key + "=" + example));
        if (!pattern.matcher(name).matches()) {
            throw new StartFailure(
                    "ratoon.pods." + key + " is '" + name + "', which Kubernetes does not take.",
                    "Use lower-case letters, digits and dashes, as in " + example);
        }
        return name;
    }

    private static String image(Optional<String> asked, String key) {
        return asked.filter(image -> !image.isBlank())
                .orElseThrow(
                        () ->
                                new StartFailure(
                                        "Sandboxes are to be pods, and ratoon.pods."
                                                + key
                                                + " names no image.",
                                        "./k8s/images/build makes the images; say where the"
                                                + " cluster finds it: ratoon.pods."
                                                + key
                                                + "=REGISTRY/IMAGE:TAG"));
    }

    /** What environments may choose. */
    static AllowedImages images(PodsConfig pods) {
        List<String> listed = pods.images().orElse(List.of());
        for (String each : listed) {
            if (!AllowedImages.mayList(each)) {
                throw new StartFailure(
                        "ratoon.pods.images has '" + each + "', which is no full name of an image.",
                        "Write each with its registry and its tag or digest, or with /* or :* at its"
                                + " end, as in ratoon.pods.images=example.org/tools/java:21,"
                                + "example.org/team/*");
            }
        }
        return new AllowedImages(true, listed);
    }

    private String reached() {
        String asked = pods.reached().orElse(runners.host());
        InetAddress address;
        try {
            address = names.address(asked);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "Pods are to reach this process at "
                            + asked
                            + ", and that name is not known here.",
                    "Name an address: ratoon.pods.reached=ADDRESS",
                    e);
        }
        if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            throw new StartFailure(
                    "Pods cannot reach this process at " + asked + ": that is each pod itself.",
                    "Say under which address they do: ratoon.pods.reached=ADDRESS");
        }
        InetAddress listening = listening(runners);
        if (listening.isLoopbackAddress()) {
            throw new StartFailure(
                    "Pods are to reach this process at "
                            + asked
                            + ", and it listens for runners on "
                            + runners.host()
                            + " alone.",
                    "Let it listen for others too: ratoon.runners.host=0.0.0.0");
        }
        return address.getHostAddress();
    }

    /** An address, no name: what is opened wider than meant is not found out by others. */
    static InetAddress listening(RunnersConfig runners) {
        try {
            return InetAddress.ofLiteral(runners.host());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(
                    "ratoon.runners.host is '" + runners.host() + "', which is no address.",
                    "Name an address of this machine, or 0.0.0.0 for all of them",
                    e);
        }
    }

    private String mode() {
        if (!MODES.contains(pods.accessMode())) {
            throw new StartFailure(
                    "ratoon.pods.access-mode is '"
                            + pods.accessMode()
                            + "', by which no sandbox can write to its volume.",
                    "Use ReadWriteOncePod, or ReadWriteOnce where the volume's class has it not");
        }
        return pods.accessMode();
    }

    private int reserve() {
        int percent = pods.reserve();
        if (percent < 1 || percent > 100) {
            throw new StartFailure(
                    "ratoon.pods.reserve is " + percent + ", which is no part of a whole.",
                    "Say how many percent, from 1 to 100");
        }
        return percent;
    }

    private static int mebibytes(long bytes, String key, int least) {
        long mebibytes = bytes / MEBIBYTE;
        if (mebibytes < least || mebibytes > Integer.MAX_VALUE) {
            throw new StartFailure(
                    "ratoon.pods."
                            + key
                            + " is "
                            + mebibytes
                            + " MiB, with which no sandbox can work.",
                    "Give it " + least + "M at least, as in ratoon.pods." + key + "=10G");
        }
        return (int) mebibytes;
    }
}
