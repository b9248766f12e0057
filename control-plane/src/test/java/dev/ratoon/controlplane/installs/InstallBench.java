package dev.ratoon.controlplane.installs;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.environments.ConfinementProbe;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.local.LocalSandboxes;
import dev.ratoon.environments.local.LocalSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Installs with real sandboxes, in a home of their own. */
final class InstallBench implements AutoCloseable {
    final Path home;
    final Sandboxes sandboxes;
    final Map<String, byte[]> lockfiles = new ConcurrentHashMap<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private Installs installs;

    InstallBench(Path home, Optional<URI> registry) throws IOException, SandboxTrouble {
        this(home, registry, 64L << 20);
    }

    InstallBench(Path home, Optional<URI> registry, long largest)
            throws IOException, SandboxTrouble {
        this.home = home;
        this.sandboxes =
                new LocalSandboxes(
                        LocalSettings.usual(
                                Files.createDirectories(home.resolve("agents")),
                                home.resolve("runner.jar"),
                                new ConfinementProbe().probe(),
                                Clock.systemUTC()));
        this.installs = open(registry, largest);
    }

    Installs open(Optional<URI> registry, long largest) {
        installs =
                new Installs(
                        new InstallSettings(
                                home.resolve("harnesses"),
                                Platform.here(),
                                registry,
                                registry.isPresent()
                                        ? () -> Npmrc.read(List.of(login(registry.get())), Map.of())
                                        : Npmrc::ofThisMachine,
                                largest,
                                Duration.ofDays(30),
                                new Downloads.Patience(
                                        Duration.ofSeconds(2), Duration.ofSeconds(120))),
                        harness -> Optional.ofNullable(lockfiles.get(harness)),
                        sandboxes,
                        Optional::empty,
                        InstantSource.offset(now::get, Duration.ZERO).withZone(ZoneOffset.UTC));
        installs.listen(told::add);
        return installs;
    }

    private static String login(URI registry) {
        return "//" + registry.getAuthority() + "/:_authToken=of-this-test";
    }

    Installs installs() {
        return installs;
    }

    void later(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    /** Wants it and waits for its end. */
    Install settled(String harness) throws Exception {
        installs.want(harness);
        return Eventually.get(
                harness + " is installed, or is not",
                () -> installs.of(harness),
                install -> !(install instanceof Install.Underway));
    }

    /** What is left in the folder of harnesses, beside locks and the cache. */
    List<String> left() throws IOException {
        try (var all = Files.list(home.resolve("harnesses"))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock") && !name.equals("cache"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        sandboxes.close();
        new Unpacked(home).remove();
    }
}
