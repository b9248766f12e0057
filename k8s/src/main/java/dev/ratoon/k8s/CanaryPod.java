package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxOrder.Size;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sandbox's pod with other programs in it: so what holds the canary holds a sandbox, and what may
 * be a sandbox may be a canary. It has no volume of anybody's, no key, and no workspace's label.
 * Pure.
 */
final class CanaryPod {
    /** On the pods of a canary: the name of its run. */
    static final String LABEL = "ratoon.dev/canary";

    static final String MAIN = "dev.ratoon.runner.reach.Main";

    /** How long it tries at most: a policy that is later than this is none. */
    static final Duration WINDOW = Duration.ofSeconds(25);

    private static final String REPORT = "/dev/termination-log";
    private static final Set<String> NOT_ITS_OWN = Set.of(SandboxPod.WORKSPACE, SandboxPod.KEY);
    private static final Size SMALL = new Size(448, 100, 64);

    private CanaryPod() {}

    /** Tries everything, from both sides, and says what came of it. */
    static Pod prober(String run, List<Tried> tried, PodSettings settings) {
        var words = new ArrayList<String>(List.of("prove", run, REPORT));
        words.add(Long.toString(WINDOW.toMillis()));
        words.add(Long.toString(Verdict.QUIET.toMillis()));
        tried.forEach(each -> words.add(each.word()));
        return pod("prober", run, words, words, settings);
    }

    /** Is there to be tried: by the prober, and from outside, where its run is heard. */
    static Pod neighbour(String run, PodSettings settings) {
        return pod(
                "neighbour",
                run,
                List.of("greet", Integer.toString(Tried.NEIGHBOUR_PORT), run),
                List.of("nothing"),
                settings);
    }

    private static Pod pod(
            String role,
            String run,
            List<String> runner,
            List<String> hands,
            PodSettings settings) {
        Pod sandbox = SandboxPod.of(order(), small(settings), List.of());
        Map<String, String> labels = PodNames.ofPlace(settings);
        labels.put(PodNames.COMPONENT, PodNames.SANDBOX);
        labels.put(LABEL, run);
        return new PodBuilder(sandbox)
                .editMetadata()
                .withName("canary-" + run + "-" + role)
                .withLabels(labels)
                .endMetadata()
                .editSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withActiveDeadlineSeconds(settings.patience().plus(WINDOW).toSeconds() + 60)
                .withContainers(
                        side(sandbox.getSpec().getContainers().get(0), runner),
                        side(sandbox.getSpec().getContainers().get(1), hands))
                .withVolumes(
                        sandbox.getSpec().getVolumes().stream()
                                .filter(each -> !NOT_ITS_OWN.contains(each.getName()))
                                .toList())
                .endSpec()
                .build();
    }

    private static Container side(Container sandbox, List<String> words) {
        return new ContainerBuilder(sandbox)
                .withCommand(SandboxContainers.program(MAIN, words))
                .withEnv()
                .withWorkingDir("/")
                .withVolumeMounts(
                        sandbox.getVolumeMounts().stream()
                                .filter(each -> !NOT_ITS_OWN.contains(each.getName()))
                                .toList())
                .build();
    }

    private static SandboxOrder order() {
        return new SandboxOrder(
                new SandboxName("canary", 1),
                "none",
                new Address("127.0.0.1", 1),
                Map.of(),
                SMALL,
                List.of(),
                false);
    }

    private static PodSettings small(PodSettings settings) {
        return new PodSettings(
                settings.namespace(),
                settings.place(),
                settings.images(),
                settings.reached(),
                settings.volume(),
                new PodSettings.Room(256, settings.room().requestPercent()),
                settings.isolation(),
                settings.patience());
    }
}
