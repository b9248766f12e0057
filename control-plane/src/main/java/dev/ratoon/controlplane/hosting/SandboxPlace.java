package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.installs.Installs;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.runners.RunnersConfig;
import dev.ratoon.controlplane.runners.SandboxPrograms;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.k8s.PodSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where sandboxes are, and what follows from it for what reaches them and what they reach. */
@Singleton
class SandboxPlace implements FoundConfinement.Elsewhere, Installs.Brought, SandboxPrograms {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final SandboxesConfig config;
    private final PodsConfig pods;
    private final RunnersConfig runners;
    private final HostingConfig hosting;
    private final Roles roles;
    private @Nullable PodSettings settings;

    SandboxPlace(
            SandboxesConfig config,
            PodsConfig pods,
            RunnersConfig runners,
            HostingConfig hosting,
            Roles roles) {
        this.config = config;
        this.pods = pods;
        this.runners = runners;
        this.hosting = hosting;
        this.roles = roles;
    }

    /** Before anything listens: what is wrong in the configuration stops the start. */
    void start(@Observes @Priority(5) StartupEvent started) {
        if (isPods() && startsThem()) {
            PodSettings _ = pods();
        }
        AllowedImages _ = images();
    }

    /** Those that environments may choose: every process that takes one is to know. */
    @Produces
    @Singleton
    AllowedImages images() {
        return isPods() ? PodsAsked.images(pods) : AllowedImages.NONE;
    }

    boolean isPods() {
        return config.where() == SandboxesConfig.Where.PODS;
    }

    private boolean startsThem() {
        return roles.has(ControlPlaneRole.RECONCILER);
    }

    synchronized PodSettings pods() {
        PodSettings known = settings;
        if (known == null) {
            known = new PodsAsked(pods, runners, hosting, InetAddress::getByName).settings();
            settings = known;
        }
        return known;
    }

    /** Where a gateway listens: for sandboxes of this machine on nothing but loopback. */
    InetSocketAddress listening(int port) {
        return new InetSocketAddress(isPods() ? PodsAsked.listening(runners) : LOOPBACK, port);
    }

    /** Where sandboxes find what listens there. Of pods the provider knows the host itself. */
    SandboxOrder.Address address(int port) {
        return new SandboxOrder.Address(listening(port).getAddress().getHostAddress(), port);
    }

    /** Pods are ended by nobody's stop: the next process adopts them. */
    boolean keepsRunning() {
        return isPods() || hosting.keepRunning();
    }

    @Override
    public Optional<String> confined() {
        if (!isPods()) {
            return Optional.empty();
        }
        return Optional.of(startsThem() ? pods().description() : "pods, begun by another process");
    }

    @Override
    public Optional<Set<String>> byTheImage() {
        return isPods() ? Optional.of(Set.copyOf(pods.harnesses())) : Optional.empty();
    }

    @Override
    public String origin(@Nullable String image) {
        return isPods()
                ? "image " + (image == null ? pods.workspaceImage().orElse("") : image)
                : System.getProperty("os.name") + System.getProperty("os.arch");
    }
}
