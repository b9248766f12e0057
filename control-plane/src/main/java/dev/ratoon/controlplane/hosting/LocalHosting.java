package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.local.LocalSandboxes;
import dev.ratoon.environments.local.LocalSettings;
import jakarta.inject.Singleton;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Sandboxes as confined processes of this machine. */
@Singleton
class LocalHosting {
    private final HostingConfig config;

    LocalHosting(HostingConfig config) {
        this.config = config;
    }

    Sandboxes open(Path home, FoundConfinement confinement, Clock clock) {
        try {
            return new LocalSandboxes(
                    LocalSettings.usual(
                            home.resolve("agents"),
                            config.runnerJar().orElseGet(LocalHosting::builtWithThis),
                            confinement.confinement(),
                            clock));
        } catch (SandboxTrouble trouble) {
            throw new StartFailure(trouble.what() + ".", trouble.nextStep(), trouble);
        }
    }

    /** Where the build puts it, seen from where our own classes are. */
    private static Path builtWithThis() {
        try {
            Path here =
                    Path.of(
                            LocalHosting.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path above = here; above != null; above = above.getParent()) {
                Path jar = above.resolve("agent-runner/target/ratoon-runner.jar");
                if (Files.exists(jar)) {
                    return jar;
                }
            }
            return here.resolveSibling("ratoon-runner.jar");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("our classes are in files", e);
        }
    }
}
