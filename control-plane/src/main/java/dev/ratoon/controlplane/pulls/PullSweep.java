package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.github.Accounts;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.roles.Sweep;
import dev.ratoon.git.github.Trouble;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks after the open pull requests, each once a minute, with the login of whoever opened it; what
 * did not change costs nothing at GitHub. Where GitHub is in the way it waits longer.
 */
@Singleton
class PullSweep implements Sweep {
    private static final Logger LOG = Logger.getLogger(PullSweep.class);
    private static final int AT_ONCE = 20;

    /** In a minute, of one process. */
    private static final int MOST = 400;

    /** A little less than the sweep's own pause, else it is a turn late. */
    private static final Duration OFTEN = Duration.ofSeconds(50);

    private static final Duration WHILE_AWAY = Duration.ofMinutes(5);
    private static final Duration WITHOUT_RIGHT = Duration.ofHours(1);

    private final PullsDue due;
    private final Upkeep upkeep;
    private final Accounts accounts;
    private final UserStore users;

    PullSweep(PullsDue due, Upkeep upkeep, Accounts accounts, UserStore users) {
        this.due = due;
        this.upkeep = upkeep;
        this.accounts = accounts;
        this.users = users;
    }

    @Override
    public void sweep(Instant now) {
        for (int looked = 0; looked < MOST; looked += AT_ONCE) {
            List<Facts> some = due.take(now, now.plus(OFTEN), AT_ONCE);
            some.forEach(agent -> look(agent, now));
            if (some.size() < AT_ONCE) {
                return;
            }
        }
    }

    private void look(Facts agent, Instant now) {
        Facts.Pull pull = agent.git().pull();
        if (pull == null) {
            return;
        }
        if (users.withId(pull.opener()).filter(user -> !user.disabled()).isEmpty()) {
            due.later(agent.id(), now.plus(WITHOUT_RIGHT));
            return;
        }
        try {
            upkeep.look(agent, pull, accounts.of(pull.opener()))
                    .ifPresent(trouble -> wait(agent, trouble, now));
        } catch (Failure failure) {
            // Whoever opened it has no login any more, or the database is away.
            LOG.debugf("The pull request of %s: %s", agent.id(), failure.forTheCaller());
            due.later(agent.id(), now.plus(WITHOUT_RIGHT));
        }
    }

    private void wait(Facts agent, Trouble trouble, Instant now) {
        LOG.debugf("The pull request of %s: %s", agent.id(), trouble.what());
        Instant when =
                switch (trouble) {
                    case Trouble.AskLater later -> later.until();
                    case Trouble.Unreachable _, Trouble.Strange _ -> now.plus(WHILE_AWAY);
                    case Trouble.TokenRefused _,
                            Trouble.NotAllowed _,
                            Trouble.SignOnNeeded _,
                            Trouble.NotTaken _,
                            Trouble.NotFound _ ->
                            now.plus(WITHOUT_RIGHT);
                };
        due.later(agent.id(), when);
    }
}
