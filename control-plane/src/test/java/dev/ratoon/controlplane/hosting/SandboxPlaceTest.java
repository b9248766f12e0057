package dev.ratoon.controlplane.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.runners.RunnersConfig;
import io.quarkus.runtime.StartupEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxPlaceTest {
    private static final Set<ControlPlaneRole> ALL = Set.of(ControlPlaneRole.values());

    @Test
    void withoutAWordSandboxesAreOfThisMachine() {
        SandboxPlace place = place(Map.of(), ALL);

        place.start(new StartupEvent());

        assertFalse(place.isPods());
        assertEquals(Optional.empty(), place.confined());
        assertEquals(Optional.empty(), place.byTheImage());
        assertEquals(AllowedImages.NONE, place.images());
        assertFalse(place.keepsRunning());
    }

    @Test
    void gatewaysOfSandboxesOfThisMachineListenOnNothingButLoopback() {
        Map<String, String> wide = new HashMap<>(GivenPods.CONFIGURATION);
        wide.put("ratoon.sandboxes.where", "local");

        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7081),
                place(wide, ALL).listening(7081));
    }

    @Test
    void gatewaysOfPodsListenWhereTheirRunnersAreListenedTo() {
        SandboxPlace place = place(GivenPods.CONFIGURATION, ALL);

        assertEquals(
                new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 7081),
                place.listening(7081));
        assertTrue(place.keepsRunning());
        assertEquals(Optional.of(Set.of("opencode", "codex")), place.byTheImage());
        assertTrue(place.confined().orElseThrow().contains("namespace ratoon-sandboxes"));
    }

    @Test
    void anotherImageOfPodsHasOtherPrograms() {
        Map<String, String> other = new HashMap<>(GivenPods.CONFIGURATION);
        other.put("ratoon.pods.workspace-image", "example.org/work:2");

        String first = place(GivenPods.CONFIGURATION, ALL).origin(null);
        assertNotEquals(first, place(other, ALL).origin(null));
        assertNotEquals(first, place(Map.of(), ALL).origin(null));
        assertEquals(first, place(GivenPods.CONFIGURATION, Set.of()).origin(null));
        assertEquals(
                place(other, ALL).origin(null),
                place(GivenPods.CONFIGURATION, ALL).origin("example.org/work:2"));
    }

    @Test
    void whatIsMissingStopsTheStartOfWhoWouldMakePods() {
        SandboxPlace place = place(Map.of("ratoon.sandboxes.where", "pods"), ALL);

        assertThrows(StartFailure.class, () -> place.start(new StartupEvent()));
    }

    /** It takes environments, and would take one that no pod can have. */
    @Test
    void anImageThatIsNoneStopsTheStartOfWhoMakesNoPodsToo() {
        SandboxPlace place =
                place(
                        Map.of("ratoon.sandboxes.where", "pods", "ratoon.pods.images", "*"),
                        Set.of(ControlPlaneRole.API));

        assertThrows(StartFailure.class, () -> place.start(new StartupEvent()));
    }

    @Test
    void whoMakesNoPodsNeedNotKnowHow() {
        SandboxPlace place =
                place(Map.of("ratoon.sandboxes.where", "pods"), Set.of(ControlPlaneRole.API));

        place.start(new StartupEvent());

        assertEquals(Optional.of("pods, begun by another process"), place.confined());
    }

    private static SandboxPlace place(Map<String, String> set, Set<ControlPlaneRole> roles) {
        return new SandboxPlace(
                GivenPods.read(set, SandboxesConfig.class),
                GivenPods.read(set, PodsConfig.class),
                GivenPods.read(set, RunnersConfig.class),
                GivenPods.read(set, HostingConfig.class),
                new Roles(roles));
    }
}
