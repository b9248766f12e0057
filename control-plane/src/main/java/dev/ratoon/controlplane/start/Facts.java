package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.demo.Demo;
import dev.ratoon.environments.Confinement;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a start found out, for the account of it.
 *
 * @param link signs the owner in; null where the API does not run
 * @param ssh how the terminal came here, when it came from another machine
 * @param demo what became of it, where one was asked for
 * @param authority what people have to trust, when the certificate is of our own making
 */
record Facts(
        String version,
        String java,
        String database,
        Path home,
        boolean firstStart,
        Path log,
        Confinement confinement,
        String url,
        Duration took,
        @Nullable String link,
        @Nullable Ssh ssh,
        @Nullable Authority authority,
        Demo.@Nullable Begun demo) {

    record Ssh(String user, String address) {}

    record Authority(Path file, String fingerprint) {}
}
