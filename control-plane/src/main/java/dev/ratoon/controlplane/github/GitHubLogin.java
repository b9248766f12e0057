package dev.ratoon.controlplane.github;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** With what a user's repositories on GitHub are fetched and pushed to. */
@Singleton
public class GitHubLogin {
    /** As GitHub takes a token over git's basic authentication; any name would do. */
    private static final String USER = "x-access-token";

    private final GitHubApi api;
    private final Accounts accounts;
    private final ConnectionStore store;

    GitHubLogin(GitHubApi api, Accounts accounts, ConnectionStore store) {
        this.api = api;
        this.accounts = accounts;
        this.store = store;
    }

    /** Whether that is a repository of the GitHub that is configured. */
    public boolean isFor(URI repository) {
        return api.address().isHome(repository);
    }

    /** The https address of one of them whose ssh address it is; empty for any other. */
    public Optional<URI> overHttps(Source.Ssh repository) {
        return api.address().overHttps(repository);
    }

    /** Empty for repositories of other hosts, and for users who have connected no account. */
    public Optional<Login> of(UUID user, URI repository) {
        if (!isFor(repository)) {
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
