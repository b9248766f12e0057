package dev.ratoon.controlplane.github;

import dev.ratoon.git.Login;
import dev.ratoon.git.github.ApiAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** With what a user's repositories on GitHub are fetched and pushed to. */
@Singleton
public class GitLogins {
    /** As GitHub takes a token over git's basic authentication; any name would do. */
    private static final String USER = "x-access-token";

    private final GitHubApi api;
    private final Accounts accounts;
    private final ConnectionStore store;

    GitLogins(GitHubApi api, Accounts accounts, ConnectionStore store) {
        this.api = api;
        this.accounts = accounts;
        this.store = store;
    }

    /** Empty for repositories of other hosts, and for users who have connected no account. */
    public Optional<Login> of(UUID user, URI repository) {
        ApiAddress here = api.address();
        if (!here.isHome(repository)) {
            return Optional.empty();
        }
        return store.of(user)
                .filter(accounts::isForThisApi)
                .flatMap(
                        connection ->
                                store.open(connection)
                                        .<Login>map(
                                                token ->
                                                        new Login.Password(
                                                                connection.id().toString(),
                                                                USER,
                                                                token.value())));
    }
}
