package dev.ratoon.git.github;

import dev.ratoon.git.upstream.ApiClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHBranch;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHMyself;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;

/** The GitHub API for Java in our words: its objects become ours, its exceptions troubles. */
final class Library {
    private static final int PAGE = 100;

    private final GitHubSettings settings;
    private final String token;
    private final ApiClient client;
    private final Connector.Memory memory;

    Library(GitHubSettings settings, String token, Clock clock) {
        this.settings = settings;
        this.token = token;
        ApiAddress api = settings.api();
        this.client =
                new ApiClient(
                        api.isNamed() ? Set.of(api.url().getHost()) : Set.of(),
                        settings.tls(),
                        settings.connectTimeout());
        this.memory =
                new Connector.Memory(new Etags(), new Limits(api.webHost(), clock), new Seen());
    }

    /** One piece of work with the library. */
    interface Work<T> {
        T with(GitHub hub, Plain plain) throws IOException;
    }

    String host() {
        return settings.api().webHost();
    }

    /**
     * https://docs.github.com/en/account-and-profile/reference/email-addresses-reference, where a
     * commit is found to be its user's by either.
     */
    String email(GHMyself self) throws IOException {
        String open = text(self.getEmail());
        return open.isEmpty()
                ? "%d+%s@users.noreply.%s".formatted(self.getId(), self.getLogin(), host())
                : open;
    }

    /** For what GitHub does some time later. */
    Duration patience() {
        return settings.atMost().dividedBy(3);
    }

    Limits limits() {
        return memory.limits();
    }

    Seen seen() {
        return memory.seen();
    }

    /** What comes of it; what is missing goes by these words. */
    <T> Answered<T> ask(Work<T> work, String missing) {
        try {
            var connector = new Connector(settings.api(), client, memory, settings.atMost());
            GitHub hub =
                    new GitHubBuilder()
                            .withEndpoint(settings.api().url().toString())
                            // Given the token itself, it would ask who that is, each time.
                            .withAuthorizationProvider(() -> "Bearer " + token)
                            .withConnector(connector)
                            .build();
            return new Answered.With<>(work.with(hub, new Plain(settings.api(), token, connector)));
        } catch (IOException | GHException e) {
            return new Answered.Not<>(trouble(e, missing));
        }
    }

    private Trouble trouble(Throwable thrown, String missing) {
        Optional<Trouble> refused = Refused.in(thrown);
        if (refused.isPresent()) {
            return refused.get();
        }
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof GHFileNotFoundException) {
                return new Trouble.NotFound(missing);
            }
        }
        return new Trouble.Strange(settings.api().webHost(), thrown.getClass().getSimpleName());
    }

    /** All that the token reaches, what was pushed to last first. */
    static List<Repository> repositories(GHMyself self, int most) {
        var all = new ArrayList<Repository>();
        for (GHRepository one : self.listRepositories(PAGE)) {
            if (all.size() > most) {
                break;
            }
            all.add(repository(one));
        }
        all.sort(
                Comparator.comparing((Repository one) -> one.pushedAt().orElse(Instant.MIN))
                        .reversed());
        return all;
    }

    static Repository repository(GHRepository one) {
        return new Repository(
                one.getFullName(),
                one.getHttpTransportUrl(),
                text(one.getDescription()),
                one.isPrivate(),
                one.isFork(),
                one.isArchived(),
                one.hasPushAccess(),
                text(one.getDefaultBranch()),
                Optional.ofNullable(one.getPushedAt()).map(Date::toInstant));
    }

    /** The default one first. */
    static List<Branch> branches(GHRepository of) throws IOException {
        String usual = text(of.getDefaultBranch());
        var all = new ArrayList<Branch>();
        for (GHBranch one : of.getBranches().values()) {
            String name = one.getName();
            all.add(new Branch(name, one.getSHA1(), name.equals(usual), one.isProtected()));
        }
        all.sort(Comparator.comparing((Branch one) -> !one.isDefault()));
        return all;
    }

    /** What the library leaves null although it does not say so. */
    static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }
}
