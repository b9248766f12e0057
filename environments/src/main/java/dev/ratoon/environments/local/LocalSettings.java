package dev.ratoon.environments.local;

import dev.ratoon.environments.Confinement;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What the provider is told.
 *
 * @param root the directory for agents' files; nobody else writes into it
 * @param jdk the JDK that both sides run on
 * @param runnerJar the jar of the runner and its process server
 * @param uids from which each agent gets its own, when this process is root's
 * @param confinement what the probe found
 * @param programs what runs on the two sides
 * @param doors the bounds of what goes through a door
 */
public record LocalSettings(
        Path root,
        Path jdk,
        Path runnerJar,
        Uids uids,
        Confinement confinement,
        Programs programs,
        DoorBounds doors,
        Clock clock) {

    public LocalSettings {
        root = root.toAbsolutePath().normalize();
        jdk = jdk.toAbsolutePath().normalize();
        runnerJar = runnerJar.toAbsolutePath().normalize();
    }

    /** With the usual of everything that somebody need not decide. */
    public static LocalSettings usual(
            Path root, Path runnerJar, Confinement confinement, Clock clock) {
        return new LocalSettings(
                root,
                Path.of(System.getProperty("java.home")),
                runnerJar,
                Uids.of(root),
                confinement,
                new JavaPrograms(),
                DoorBounds.USUAL,
                clock);
    }

    /**
     * The bounds of what goes through one door.
     *
     * @param connections how many at once; more are closed as they come
     * @param stall after how long a connection ends that is half closed or has bytes to deliver,
     *     and on which nothing has moved
     */
    public record DoorBounds(int connections, Duration stall) {
        public static final DoorBounds USUAL = new DoorBounds(256, Duration.ofMinutes(2));
    }
}
