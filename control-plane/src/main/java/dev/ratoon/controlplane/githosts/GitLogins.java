package dev.ratoon.controlplane.githosts;

import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.git.Login;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** With what a user's repositories are fetched and pushed to. */
@Singleton
public class GitLogins {
    private final GitHubLogin github;
    private final HostLoginStore store;

    GitLogins(GitHubLogin github, HostLoginStore store) {
        this.github = github;
        this.store = store;
    }

    /** Empty where the user has given none for that very host and port. */
    public Optional<Login> of(UUID user, URI repository) {
        return github.isFor(repository)
                ? github.of(user, repository)
                : GitHost.of(repository).flatMap(host -> store.login(user, host));
    }
}
