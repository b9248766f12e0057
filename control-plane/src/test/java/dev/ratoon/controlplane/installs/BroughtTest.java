package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Sandboxes;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sandboxes see no folder of this machine, nothing is installed on it. */
class BroughtTest {
    @TempDir Path home;

    @Test
    void whatTheImageHasIsThereAndNothingIsBroughtForIt() {
        Installs installs = installs(Set.of("opencode", "codex"));

        installs.want("opencode");

        assertEquals(new Install.Ready(List.of()), installs.of("opencode"));
        assertTrue(Files.notExists(home.resolve("harnesses")));
    }

    @Test
    void whatItHasNotIsToldWithWhatThereIs() {
        Installs installs = installs(Set.of("opencode", "codex"));

        installs.want("claude");

        var missing = assertInstanceOf(Install.NotBrought.class, installs.of("claude"));
        assertTrue(missing.words().contains("claude"), missing.words());
        assertTrue(missing.nextStep().contains("codex, opencode, shell"), missing.nextStep());
        assertTrue(Files.notExists(home.resolve("harnesses")));
    }

    private Installs installs(Set<String> image) {
        return new Installs(
                new InstallSettings(
                        home.resolve("harnesses"),
                        Platform.here(),
                        Optional.empty(),
                        Npmrc::ofThisMachine,
                        1 << 30,
                        Duration.ofDays(1),
                        Downloads.Patience.USUAL),
                Recipes.ofThisBuild(),
                nobodyAsks(),
                () -> Optional.of(image),
                Clock.systemUTC());
    }

    private static Sandboxes nobodyAsks() {
        return (Sandboxes)
                Proxy.newProxyInstance(
                        Sandboxes.class.getClassLoader(),
                        new Class<?>[] {Sandboxes.class},
                        (_, method, _) -> {
                            throw new AssertionError(method);
                        });
    }
}
