package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.roles.Sweep;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.PullState;
import dev.ratoon.git.github.PullStatus;
import dev.ratoon.git.github.Trouble;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks after the open pull requests, each once a minute, with the login of its {@link Caretaker};
 * what did not change costs nothing at GitHub. Where GitHub is in the way it waits longer, and one
 * that is closed is looked at once an hour for a while. On a thread of its own, one round at a
 * time: an answer that does not come is waited for.
 */
@Singleton
class PullSweep implements Sweep {
    private static final Logger LOG = Logger.getLogger(PullSweep.class);
    private static final int AT_ONCE = 20;

    /** In a round, of one process. */
    private static final int MOST = 400;

    /** Of a round: what is left then is due in the next one. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    /** A little less than the sweep's own pause, else it is a turn late. */
    private static final Duration OFTEN = Duration.ofSeconds(50);

    private static final Duration WHILE_AWAY = Duration.ofMinutes(5);
    private static final Duration WITHOUT_RIGHT = Duration.ofHours(1);
    private static final Duration WHILE_CLOSED = Duration.ofHours(1);

    /** So long after its agent's last use nobody looks after one that is closed. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final PullsDue due;
    private final Upkeep upkeep;
    private final Caretakers caretakers;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    PullSweep(PullsDue due, Upkeep upkeep, Caretakers caretakers, Clock clock) {
        this.due = due;
        this.upkeep = upkeep;
        this.caretakers = caretakers;
        this.clock = clock;
    }

    @Override
    public void sweep(Instant now) {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("upkeep of pull requests")
                    .start(
                            () -> {
                                try {
                                    round(now);
                                } catch (RuntimeException e) {
                                    LOG.warn("Pull requests are not followed; next try soon", e);
                                } finally {
                                    busy.set(false);
                                }
                            });
        }
    }

    /** Ends early where GitHub does not answer: it would not answer for the others either. */
    void round(Instant now) {
        Instant begun = clock.instant();
        for (int looked = 0; looked < MOST; looked += AT_ONCE) {
            Instant at = now.plus(Duration.between(begun, clock.instant()));
            List<Facts> some = due.take(now, at.plus(OFTEN), AT_ONCE);
            for (Facts agent : some) {
                boolean answers = look(agent);
                if (!answers || clock.instant().isAfter(begun.plus(LONGEST))) {
                    return;
                }
            }
            if (some.size() < AT_ONCE) {
                return;
            }
        }
    }

    /** Whether GitHub answers. */
    private boolean look(Facts agent) {
        Facts.Pull pull = agent.git().pull();
        if (pull == null) {
            return true;
        }
        try {
            return switch (caretakers.of(agent, pull)) {
                case Caretaker.Nobody(String why) -> {
                    forLong(agent, why);
                    yield true;
                }
                case Caretaker.With(var account) -> look(agent, pull, account);
            };
        } catch (Failure failure) {
            // The login was removed in between, or the database is away.
            LOG.debugf("The pull request of %s: %s", agent.id(), failure.forTheCaller());
            due.later(agent.id(), clock.instant().plus(WITHOUT_RIGHT));
            return true;
        }
    }

    private boolean look(Facts agent, Facts.Pull pull, GitHubAccount account) {
        return switch (upkeep.look(agent, pull, account)) {
            case Answered.With<PullState>(var state) -> {
                due.tell(agent.id(), null);
                if (state.status() == PullStatus.CLOSED) {
                    closed(agent);
                }
                yield true;
            }
            case Answered.Not<PullState>(var trouble) -> {
                wait(agent, trouble);
                yield !(trouble instanceof Trouble.Unreachable);
            }
        };
    }

    /** It may be opened again. */
    private void closed(Facts agent) {
        Instant now = clock.instant();
        due.laterIfUsedSince(now.minus(FORGOTTEN), agent.id(), now.plus(WHILE_CLOSED));
    }

    private void wait(Facts agent, Trouble trouble) {
        LOG.debugf("The pull request of %s: %s", agent.id(), trouble.what());
        Instant now = clock.instant();
        switch (trouble) {
            case Trouble.AskLater later -> due.later(agent.id(), later.until());
            case Trouble.Unreachable _, Trouble.Strange _ ->
                    due.later(agent.id(), now.plus(WHILE_AWAY));
            case Trouble.TokenRefused _,
                    Trouble.NotAllowed _,
                    Trouble.SignOnNeeded _,
                    Trouble.NotTaken _,
                    Trouble.NotFound _ ->
                    forLong(agent, trouble.what());
        }
    }

    private void forLong(Facts agent, String why) {
        due.tell(agent.id(), why);
        due.later(agent.id(), clock.instant().plus(WITHOUT_RIGHT));
    }
}
