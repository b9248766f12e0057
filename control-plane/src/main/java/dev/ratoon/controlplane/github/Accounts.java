package dev.ratoon.controlplane.github;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.git.github.ApiAddress;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.GitHubSettings;
import jakarta.inject.Singleton;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The accounts of those who use GitHub now, with what each has listed, as long as there is memory
 * for it. One that was connected anew begins anew. Threads: any number.
 */
@Singleton
public class Accounts {
    /** More than pull requests are looked after for in a minute: else each would be made anew. */
    private static final int MOST = 1_000;

    private static final Pattern FULL_NAME =
            Pattern.compile("/([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+?)(?:\\.git)?/*");

    private final GitHubApi api;
    private final ConnectionStore store;
    private final Clock clock;
    private final Map<UUID, SoftReference<GitHubAccount>> open =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<UUID, SoftReference<GitHubAccount>> eldest) {
                    return size() > MOST;
                }
            };

    Accounts(GitHubApi api, ConnectionStore store, Clock clock) {
        this.api = api;
        this.store = store;
        this.clock = clock;
    }

    /** One that nobody has connected yet. */
    GitHubAccount with(GivenSecret token) {
        return new GitHubAccount(GitHubSettings.of(api.address()), token.value(), clock);
    }

    /** Refused where the user has connected none. */
    public GitHubAccount of(UUID user) {
        Connection connection = connection(user);
        synchronized (open) {
            SoftReference<GitHubAccount> kept = open.get(connection.id());
            GitHubAccount known = kept == null ? null : kept.get();
            if (known == null) {
                known = with(store.open(connection).orElseThrow(this::notConnected));
                open.put(connection.id(), new SoftReference<>(known));
            }
            return known;
        }
    }

    /** Whether the user has connected one, of the GitHub that is configured. */
    public boolean has(UUID user) {
        return store.of(user).filter(this::isForThisApi).isPresent();
    }

    /** Of the GitHub that is configured: a token for another one is as good as none. */
    Connection connection(UUID user) {
        Connection connection = store.of(user).orElseThrow(this::notConnected);
        if (!isForThisApi(connection)) {
            throw new Failure(
                    ProblemType.GITHUB_NOT_CONNECTED,
                    "Your token is for "
                            + ApiAddress.parse(connection.api())
                                    .map(ApiAddress::webHost)
                                    .orElse("another GitHub")
                            + ", and this Ratoon works with "
                            + api.address().webHost()
                            + ". Connect one of that: ratoon github connect");
        }
        return connection;
    }

    /** The name {@code owner/name} of a repository of this GitHub; empty for any other address. */
    public Optional<String> repository(URI address) {
        if (!api.address().isHome(address)) {
            return Optional.empty();
        }
        Matcher name = FULL_NAME.matcher(address.getPath());
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Where git finds the repository of that name. */
    public URI address(String repository) {
        return URI.create("https://" + host() + "/" + repository);
    }

    /** Where people find it: {@code github.com}. */
    public String host() {
        return api.address().webHost();
    }

    boolean isForThisApi(Connection connection) {
        return connection.api().equals(api.address().url().toString());
    }

    void forget(Optional<Connection> connection) {
        synchronized (open) {
            connection.ifPresent(gone -> open.remove(gone.id()));
        }
    }

    private Failure notConnected() {
        return new Failure(
                ProblemType.GITHUB_NOT_CONNECTED,
                "You have connected no account of "
                        + api.address().webHost()
                        + ". Do that first: ratoon github connect");
    }
}
