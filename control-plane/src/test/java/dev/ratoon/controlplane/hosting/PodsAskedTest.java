package dev.ratoon.controlplane.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.runners.RunnersConfig;
import dev.ratoon.k8s.PodSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodsAskedTest {
    @Test
    void theLeastThatHasToBeSaid() {
        PodSettings settings = asked(Map.of());

        assertEquals("ratoon-sandboxes", settings.namespace());
        assertEquals("here", settings.place());
        assertEquals(
                new PodSettings.Images("example.org/runner:1", "example.org/work:1", List.of()),
                settings.images());
        assertEquals(Optional.of("10.96.0.77"), settings.reached());
        assertEquals(
                new PodSettings.Volume(Optional.empty(), PodSettings.Volume.ONE_POD, 10_240),
                settings.volume());
        assertEquals(new PodSettings.Room(4096, 25), settings.room());
        assertEquals(new PodSettings.Isolation(false, Optional.empty()), settings.isolation());
        assertEquals(Duration.ofMinutes(5), settings.patience());
    }

    @Test
    void allThatCanBeSaid() {
        PodSettings settings =
                asked(
                        Map.of(
                                "ratoon.pods.pull-secrets", "one,two",
                                "ratoon.pods.storage-class", "fast",
                                "ratoon.pods.access-mode", "ReadWriteOnce",
                                "ratoon.pods.volume", "512M",
                                "ratoon.pods.disk", "1G",
                                "ratoon.pods.reserve", "50",
                                "ratoon.pods.user-namespace", "true",
                                "ratoon.pods.runtime-class", "gvisor",
                                "ratoon.pods.patience", "90s"));

        assertEquals(List.of("one", "two"), settings.images().pullSecrets());
        assertEquals(
                new PodSettings.Volume(Optional.of("fast"), "ReadWriteOnce", 512),
                settings.volume());
        assertEquals(new PodSettings.Room(1024, 50), settings.room());
        assertEquals(new PodSettings.Isolation(true, Optional.of("gvisor")), settings.isolation());
        assertEquals(Duration.ofSeconds(90), settings.patience());
    }

    @Test
    void theImagesThatEnvironmentsMayChooseAreNoneOrThoseThatAreListed() {
        assertEquals(new AllowedImages(true, List.of()), images(""));
        assertEquals(
                new AllowedImages(true, List.of("example.org/a:1", "example.org/b/*")),
                images("example.org/a:1,example.org/b/*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "java:21", "example.org/a", "example.org/a:1,example.org/b*"})
    void anImageThatIsNoneStopsTheStart(String listed) {
        StartFailure failure = assertThrows(StartFailure.class, () -> images(listed));

        assertTrue(
                String.valueOf(failure.getMessage()).contains("no full name of an image"),
                failure::getMessage);
        assertTrue(failure.nextStep().contains("ratoon.pods.images="), failure.nextStep());
    }

    private static AllowedImages images(String listed) {
        return PodsAsked.images(
                GivenPods.read(Map.of("ratoon.pods.images", listed), PodsConfig.class));
    }

    @Test
    void aNameIsLookedUpHereForPodsResolveNone() {
        assertEquals(
                Optional.of("10.96.0.99"),
                asked(Map.of("ratoon.pods.reached", "ratoon-gateways.ratoon.svc")).reached());
    }

    @Test
    void withoutAnAddressForPodsItIsTheOneThatIsListenedOn() {
        assertEquals(
                Optional.of("192.0.2.7"),
                asked(Map.of("ratoon.pods.reached", "", "ratoon.runners.host", "192.0.2.7"))
                        .reached());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ratoon.pods.namespace||ratoon.pods.namespace is not set|ratoon-sandboxes",
                "ratoon.pods.namespace|Sandboxes|which Kubernetes does not take|lower-case",
                "ratoon.pods.place||ratoon.pods.place is not set|ratoon.pods.place=ratoon",
                "ratoon.pods.place|a b|which Kubernetes does not take|lower-case",
                "ratoon.pods.runner-image||names no image|./k8s/images/build",
                "ratoon.pods.workspace-image||names no image|./k8s/images/build",
                "ratoon.pods.kubeconfig|/nowhere/at/all|/nowhere/at/all|kubectl",
                "ratoon.pods.reached|nowhere.invalid|is not known here|ratoon.pods.reached=",
                "ratoon.pods.reached|127.0.0.1|that is each pod itself|ratoon.pods.reached=",
                "ratoon.pods.reached||0.0.0.0|ratoon.pods.reached=",
                "ratoon.runners.host|127.0.0.1|127.0.0.1 alone|ratoon.runners.host=0.0.0.0",
                "ratoon.runners.host|here.example|which is no address|0.0.0.0",
                "ratoon.runners.port|0|leave them to chance|ratoon.runners.port=",
                "ratoon.hosting.git-port|0|ratoon.hosting.git-port|ratoon.hosting.git-port=",
                "ratoon.hosting.model-port|0|ratoon.hosting.model-port|model-port=",
                "ratoon.hosting.egress-port|0|ratoon.hosting.egress-port|egress-port=",
                "ratoon.pods.access-mode|ReadOnlyMany|can write to its volume|ReadWriteOncePod",
                "ratoon.pods.volume|1K|no sandbox can work|ratoon.pods.volume=10G",
                "ratoon.pods.disk|255M|no sandbox can work|256M at least",
                "ratoon.pods.reserve|0|no part of a whole|from 1 to 100",
                "ratoon.pods.reserve|101|no part of a whole|from 1 to 100",
                "ratoon.pods.patience|0s|in which nothing can happen|ratoon.pods.patience=PT5M",
                "ratoon.pods.patience|PT-1M|in which nothing can happen|ratoon.pods.patience=PT5M",
                "ratoon.pods.proof|0s|in which nothing can happen|ratoon.pods.proof=PT1H",
            })
    void whatCannotWorkIsToldWithTheNextStep(String key, String value, String what, String next) {
        StartFailure failure =
                assertThrows(
                        StartFailure.class,
                        () -> asked(Map.of(key, Optional.ofNullable(value).orElse(""))));

        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains(what), said);
        assertTrue(failure.nextStep().contains(next), failure.nextStep());
    }

    private static PodSettings asked(Map<String, String> also) {
        Map<String, String> all = new HashMap<>(GivenPods.CONFIGURATION);
        all.putAll(also);
        return new PodsAsked(
                        GivenPods.read(all, PodsConfig.class),
                        GivenPods.read(all, RunnersConfig.class),
                        GivenPods.read(all, HostingConfig.class),
                        PodsAskedTest::known)
                .settings();
    }

    private static InetAddress known(String name) throws UnknownHostException {
        return switch (name) {
            case "nowhere.invalid" -> throw new UnknownHostException(name);
            case "ratoon-gateways.ratoon.svc" -> InetAddress.ofLiteral("10.96.0.99");
            case "here.example" -> InetAddress.ofLiteral("192.0.2.9");
            default -> InetAddress.ofLiteral(name);
        };
    }
}
