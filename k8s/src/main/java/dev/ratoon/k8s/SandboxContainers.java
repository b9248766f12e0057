package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.local.JavaPrograms;
import dev.ratoon.environments.local.Side;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The containers of a sandbox's pod: one brings the runner's programs, two stay. */
final class SandboxContainers {
    static final String BRING = "bring";
    static final String RUNNER = "runner";
    static final String HANDS = "hands";

    /** How what brings the runner ends when the network policy does not hold the pod. */
    static final int NO_WALLS = 7;

    /** The first process of the hands' side: whoever loses a parent there becomes its child. */
    private static final String FIRST =
            """
            mkdir -p "$HOME"
            "$@" &
            trap "kill $!" TERM
            while wait $!; code=$?; kill -0 $! 2>/dev/null; do :; done
            exit $code
            """;

    private SandboxContainers() {}

    /**
     * Brings the runner's programs, and meanwhile waits until the walls stand.
     *
     * @param gate what {@link CanaryPod#MAIN} waits for; nothing when empty
     */
    static Container bring(PodSettings settings, List<String> gate) {
        var command = new ArrayList<String>(List.of(Inside.OURS + "/bring", Inside.BROUGHT));
        if (!gate.isEmpty()) {
            command.addAll(program(CanaryPod.MAIN, gate));
        }
        return new ContainerBuilder()
                .withName(BRING)
                .withImage(settings.images().runner())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command)
                .withSecurityContext(Walls.of(Inside.HANDS, true))
                .withResources(new Share(160, 1000, 64).requirements(10))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mount(SandboxPod.BROUGHT, Inside.BROUGHT))
                .build();
    }

    static Container runner(SandboxOrder order, PodSettings settings) {
        var environment = common();
        environment.put("HOME", Inside.TEMPORARY);
        environment.put("RATOON_AGENT", order.name().agent());
        environment.put("RATOON_INCARNATION", Integer.toString(order.name().incarnation()));
        environment.put("RATOON_FIRST_KEY_FILE", Inside.KEY + "/" + FirstKeySecret.FILE);
        environment.put("RATOON_STATE", Inside.STATE);
        environment.put("RATOON_NETWORK", "own");
        environment.put("RATOON_CONTROL", reached(order.control(), settings));
        order.gateways()
                .forEach(
                        (word, address) ->
                                environment.put(
                                        "RATOON_GATEWAY_" + word.toUpperCase(Locale.ROOT),
                                        reached(address, settings)));
        return side(RUNNER, settings.images().runner(), environment)
                .withCommand(program(Side.RUNNER))
                .withWorkingDir("/")
                .withSecurityContext(Walls.of(Inside.RUNNER, true))
                .withResources(
                        Share.ofRunner(order.size()).requirements(settings.room().requestPercent()))
                .withVolumeMounts(
                        mount(SandboxPod.LINK, Inside.LINK),
                        readOnly(SandboxPod.KEY, Inside.KEY),
                        part(SandboxPod.WORKSPACE, Inside.STATE, "state"),
                        mount(SandboxPod.RUNNER_TEMPORARY, Inside.TEMPORARY))
                .build();
    }

    static Container hands(SandboxOrder order, PodSettings settings) {
        var environment = common();
        environment.put("HOME", Inside.WORKSPACE + "/home");
        environment.put("RATOON_WORKSPACE", Inside.WORKSPACE);
        var command = new ArrayList<String>(List.of("/bin/sh", "-c", FIRST, "ratoon"));
        command.addAll(program(Side.HANDS));
        return side(HANDS, order.image().orElse(settings.images().workspace()), environment)
                .withCommand(command)
                .withWorkingDir(Inside.WORKSPACE)
                .withSecurityContext(Walls.of(Inside.HANDS, false))
                .withResources(
                        Share.ofHands(order.size(), settings.room())
                                .requirements(settings.room().requestPercent()))
                .withVolumeMounts(
                        mount(SandboxPod.LINK, Inside.LINK),
                        readOnly(SandboxPod.BROUGHT, Inside.OURS),
                        part(SandboxPod.WORKSPACE, Inside.WORKSPACE, "workspace"),
                        mount(SandboxPod.HANDS_TEMPORARY, Inside.TEMPORARY))
                .build();
    }

    private static ContainerBuilder side(
            String name, String image, Map<String, String> environment) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withEnv(variables(environment))
                .withTerminationMessagePolicy("FallbackToLogsOnError");
    }

    /** PATH is the image's own: it knows where its programs lie. */
    private static Map<String, String> common() {
        return new TreeMap<>(
                Map.of("LANG", "C.UTF-8", "TMPDIR", Inside.TEMPORARY, "RATOON_LINK", Inside.LINK));
    }

    private static List<String> program(Side side) {
        return new JavaPrograms()
                .command(side, Path.of(Inside.OURS, "jdk"), Path.of(Inside.OURS, "runner.jar"));
    }

    static List<String> program(String main, List<String> words) {
        var command =
                new ArrayList<String>(
                        JavaPrograms.command(
                                main,
                                Path.of(Inside.OURS, "jdk"),
                                Path.of(Inside.OURS, "runner.jar")));
        command.addAll(words);
        return command;
    }

    /**
     * A sandbox begins once it has reached the control plane, and then not the API server: of both
     * it is known that they listen, and each process says the same of them.
     */
    static List<String> gate(SandboxOrder order, PodSettings settings, Address server) {
        return List.of(
                "gate",
                "open=" + reached(order.control(), settings),
                "shut=tcp:" + server.host() + ":" + server.port());
    }

    private static String reached(Address address, PodSettings settings) {
        return "tcp:" + settings.reached().orElse(address.host()) + ":" + address.port();
    }

    private static List<EnvVar> variables(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(
                        each ->
                                new EnvVarBuilder()
                                        .withName(each.getKey())
                                        .withValue(each.getValue())
                                        .build())
                .toList();
    }

    private static VolumeMount mount(String volume, String inside) {
        return new VolumeMountBuilder().withName(volume).withMountPath(inside).build();
    }

    private static VolumeMount readOnly(String volume, String inside) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(inside)
                .withReadOnly(true)
                .build();
    }

    /** One folder of the volume; the other side's is nowhere in this one's files. */
    private static VolumeMount part(String volume, String inside, String folder) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(inside)
                .withSubPath(folder)
                .build();
    }
}
