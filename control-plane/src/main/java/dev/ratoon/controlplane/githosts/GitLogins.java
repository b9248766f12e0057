package dev.ratoon.controlplane.githosts;

import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.sshhosts.SshLogins;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** With what a user's repositories are fetched and pushed to. */
@Singleton
public class GitLogins {
    private final GitHubLogin github;
    private final HostLoginStore store;
    private final SshLogins ssh;

    GitLogins(GitHubLogin github, HostLoginStore store, SshLogins ssh) {
        this.github = github;
        this.store = store;
        this.ssh = ssh;
    }

    /** Empty where the user has given none for that very host and port, or none is needed. */
    public Optional<Login> of(UUID user, Source repository) {
        return switch (repository) {
            case Source.Https(URI address) -> of(user, address);
            case Source.Ssh at -> ssh.of(user, at);
            case Source.LocalPath _ -> Optional.empty();
        };
    }

    Optional<Login> of(UUID user, URI repository) {
        return github.isFor(repository)
                ? github.of(user, repository)
                : GitHost.of(repository).flatMap(host -> store.login(user, host));
    }
}
