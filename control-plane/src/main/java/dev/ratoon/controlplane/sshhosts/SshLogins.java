package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** With what a user's repositories are fetched and pushed to over ssh. */
@Singleton
public class SshLogins {
    private final SshKeyStore keys;
    private final SshHostStore hosts;

    SshLogins(SshKeyStore keys, SshHostStore hosts) {
        this.keys = keys;
        this.hosts = hosts;
    }

    /** Empty where the user has no key, or does not trust that very host and port. */
    public Optional<Login> of(UUID user, Source.Ssh at) {
        return hosts.of(user, SshPlace.of(at)).flatMap(host -> keys.login(user, host.keys()));
    }
}
