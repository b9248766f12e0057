package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.github.Accounts;
import dev.ratoon.controlplane.github.Troubles;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.Source;
import dev.ratoon.git.github.Fork;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.publish.Where;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** From an agent and whoever acts to where its work goes; with that user's login and no other. */
@Singleton
class Destinations {
    private static final Duration FORKING = Duration.ofSeconds(10);

    private final Accounts accounts;
    private final GitLogins logins;

    Destinations(Accounts accounts, GitLogins logins) {
        this.accounts = accounts;
        this.logins = logins;
    }

    /** The repository that the agent works on. */
    Destination upstream(Actor actor, Source source) {
        return switch (source) {
            case Source.Https(URI address) ->
                    accounts.repository(address)
                            .<Destination>map(name -> hub(actor, name, name, address))
                            .orElseGet(() -> plain(actor, source));
            case Source.Ssh _ -> plain(actor, source);
            case Source.LocalPath _ -> {
                if (actor.role() != Role.OWNER) {
                    throw new Failure(
                            ProblemType.FORBIDDEN,
                            "Into a folder of Ratoon's machine its owner alone publishes. Take the"
                                    + " work to a clone of yours: ratoon checkout AGENT");
                }
                yield plain(actor, source);
            }
        };
    }

    private Destination plain(Actor actor, Source source) {
        return new Destination.Plain(new Where(source, logins.of(actor.userId(), source)));
    }

    /** Whoever has no login there, or may not publish there, is told that and nothing else. */
    void mustReach(Actor actor, Source source) {
        Destination _ = upstream(actor, source);
    }

    /** The same or, where that is wanted or was before, the user's fork of it, made if need be. */
    Destination chosen(Actor actor, Facts facts, Source source, @Nullable Boolean fork) {
        Destination upstream = upstream(actor, source);
        return switch (upstream) {
            case Destination.Hub hub -> {
                boolean forks = fork == null ? isInAForkOfHis(actor, facts, hub) : fork;
                yield forks ? fork(actor, hub) : hub;
            }
            case Destination.Plain plain -> {
                if (Boolean.TRUE.equals(fork)) {
                    throw new Failure(
                            ProblemType.INVALID,
                            "There are forks at GitHub only, and this repository is not there.");
                }
                plain.noPush(facts)
                        .ifPresent(
                                why -> {
                                    throw new Failure(ProblemType.PUSH_NOT_ALLOWED, why);
                                });
                yield plain;
            }
        };
    }

    /** Nobody gets a fork, or a second pull request, who has not asked for it. */
    private static boolean isInAForkOfHis(Actor actor, Facts facts, Destination.Hub upstream) {
        Facts.Published before = facts.git().published();
        if (before == null || before.to().equals(upstream.to())) {
            return false;
        }
        Facts.Pull pull = facts.git().pull();
        if (pull != null && !pull.opener().equals(actor.userId())) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "Its work is in somebody else's fork, %s, and goes on from there by its owner"
                                    .formatted(before.to())
                            + " alone. Say where yours goes, as another pull request: --fork into a"
                            + " fork of yours, --no-fork into "
                            + upstream.to()
                            + ".");
        }
        return true;
    }

    private Destination fork(Actor actor, Destination.Hub upstream) {
        Fork fork = Troubles.value(upstream.account().fork(upstream.repository()));
        if (!fork.isReady()) {
            throw new Failure(
                    ProblemType.BUSY,
                    accounts.host() + " is still making " + fork.name() + ". Ask again soon.",
                    null,
                    FORKING,
                    null);
        }
        // Its address is made of its name: no answer leads the login to another host.
        return hub(actor, upstream.repository(), fork.name(), accounts.address(fork.name()));
    }

    private Destination.Hub hub(Actor actor, String repository, String from, URI address) {
        GitHubAccount account = accounts.of(actor.userId());
        var source = new Source.Https(address);
        return new Destination.Hub(
                account, repository, from, new Where(source, logins.of(actor.userId(), source)));
    }
}
