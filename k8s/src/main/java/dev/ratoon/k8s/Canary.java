package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Proves that the network policy holds the pods of the sandboxes' namespace, by two pods of a
 * sandbox's own shape: one is there to be tried, the other one tries it and whatever else a sandbox
 * must not reach, and what it must. Each call is a new proof, of six requests and some seconds; it
 * blocks that long, and its pods are gone afterwards or end by themselves.
 */
public final class Canary {
    private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

    /** Older canaries are nobody's any more, whoever made them. */
    private static final Duration LEFT_OVER = Duration.ofMinutes(15);

    /** Some meshes wait ten seconds for who dials to speak, before they dial on. */
    private static final Duration TO_SPEAK = Duration.ofSeconds(12);

    private final KubernetesClient client;
    private final PodSettings settings;
    private final Addresses addresses;
    private final Api api;
    private final Clock clock;
    private final Supplier<String> names;

    /**
     * Asks for nothing yet.
     *
     * @param client stays its owner's
     * @param names gives each proof one that none had before: letters and digits
     */
    public Canary(
            KubernetesClient client,
            PodSettings settings,
            Addresses addresses,
            Clock clock,
            Supplier<String> names) {
        this.client = client;
        this.settings = settings;
        this.addresses = addresses;
        this.api = new Api(client, settings.namespace());
        this.clock = clock;
        this.names = names;
    }

    public Proof prove() {
        try (var tripwire = new Tripwire();
                var watch = new CanaryWatch(client, settings)) {
            sweep(watch);
            return prove(watch, tripwire);
        } catch (SandboxTrouble trouble) {
            return unknown(trouble.what(), trouble.nextStep());
        } catch (IOException e) {
            return unknown(
                    "no port could be opened here to be tried: " + e.getMessage(),
                    "See what the system says, and try again");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unknown("this process is being stopped", "Start it again");
        }
    }

    private Proof prove(CanaryWatch watch, Tripwire tripwire)
            throws SandboxTrouble, IOException, InterruptedException {
        Address server = Server.of(client, settings);
        var own = new Address(Server.self(server), tripwire.port());
        if (!Tripwire.reaches(own.host(), own.port())) {
            return unknown(
                    "the control plane does not reach itself at " + own.host(),
                    "See that nothing on its own node forbids that");
        }
        String run = names.get();
        Pod neighbour = api.apply(CanaryPod.neighbour(run, settings), Pod.class);
        try {
            Pod there = begun(watch, neighbour);
            String host = there.getStatus().getPodIP();
            List<Tried> tried =
                    Tried.all(
                            addresses,
                            settings,
                            new Tried.Known(
                                    server, own, resolvers(), there.getStatus().getHostIP(), host));
            Pod prober = api.apply(CanaryPod.prober(run, tried, settings), Pod.class);
            try {
                Pod over = ended(watch, prober);
                // Every policy lets in the node itself: who is on it shows nothing.
                boolean wentIn =
                        !own.host().equals(there.getStatus().getHostIP())
                                && Tripwire.hears(run, host, Tried.NEIGHBOUR_PORT, TO_SPEAK);
                if (watch.until(neighbour, _ -> true, Duration.ZERO)
                        .filter(Canary::listens)
                        .isEmpty()) {
                    return unknown("its neighbour ended before it was tried", "It is tried again");
                }
                return Verdict.of(
                        clock.instant(),
                        settings.namespace(),
                        tried,
                        List.of(
                                report(over, SandboxContainers.RUNNER, run, tried.size()),
                                report(over, SandboxContainers.HANDS, run, tried.size())),
                        new Verdict.Witnessed(
                                tripwire.came(String.valueOf(over.getStatus().getPodIP())),
                                wentIn));
            } finally {
                remove(prober);
            }
        } finally {
            remove(neighbour);
        }
    }

    private Pod begun(CanaryWatch watch, Pod pod) throws SandboxTrouble, InterruptedException {
        Optional<Pod> now =
                watch.until(
                        pod,
                        each -> listens(each) || PodReading.isOver(each) || isBeyond(each),
                        settings.patience());
        if (now.filter(Canary::listens).isPresent()) {
            return now.get();
        }
        throw trouble(now);
    }

    private Pod ended(CanaryWatch watch, Pod pod) throws SandboxTrouble, InterruptedException {
        Optional<Pod> now =
                watch.until(
                        pod,
                        each -> PodReading.isOver(each) || isBeyond(each),
                        settings.patience().plus(CanaryPod.WINDOW));
        if (now.filter(PodReading::isOver).isPresent()) {
            return now.get();
        }
        throw trouble(now);
    }

    private static boolean listens(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && PodReading.sides(pod).stream()
                        .anyMatch(
                                each ->
                                        each.getName().equals(SandboxContainers.RUNNER)
                                                && each.getState().getRunning() != null);
    }

    private boolean isBeyond(Pod pod) {
        return Mending.beyond(pod, settings, clock.instant()).isPresent();
    }

    private SandboxTrouble trouble(Optional<Pod> pod) {
        String why =
                pod.isEmpty()
                        ? "it was deleted from outside Ratoon"
                        : PodReading.isOver(pod.get())
                                ? PodEnd.reason(pod.get())
                                : Mending.beyond(pod.get(), settings, Instant.MAX)
                                        .orElse("it did not come to an end in time");
        return new SandboxTrouble(
                SandboxTrouble.Blame.EXTERNAL,
                "its canary did not do its work: " + why,
                "It is tried again; a sandbox of this namespace would not begin either",
                null);
    }

    private static Optional<Report> report(Pod pod, String side, String run, int asked) {
        return PodReading.sides(pod).stream()
                .filter(each -> each.getName().equals(side))
                .map(each -> each.getState().getTerminated())
                .filter(end -> end != null && Integer.valueOf(0).equals(end.getExitCode()))
                .map(ContainerStateTerminated::getMessage)
                .findFirst()
                .flatMap(text -> Report.read(text, run, asked));
    }

    private static List<String> resolvers() {
        try {
            return Tried.resolvers(Files.readString(RESOLVERS));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Those that somebody left who could not remove them any more. */
    private void sweep(CanaryWatch watch) {
        Instant before = clock.instant().minus(LEFT_OVER);
        watch.all().stream()
                .filter(
                        each ->
                                Instant.parse(each.getMetadata().getCreationTimestamp())
                                        .isBefore(before))
                .forEach(this::remove);
    }

    /** Also when this thread is asked to stop: what stays ends by its deadline, and is swept. */
    private void remove(Pod pod) {
        boolean interrupted = Thread.interrupted();
        try {
            api.delete(pod);
        } catch (SandboxTrouble trouble) {
            System.getLogger(Canary.class.getName())
                    .log(System.Logger.Level.WARNING, trouble.what());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Proof unknown(String why, String nextStep) {
        return new Proof.Unknown(clock.instant(), settings.namespace(), why, nextStep);
    }
}
