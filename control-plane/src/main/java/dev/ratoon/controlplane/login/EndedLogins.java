package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.roles.Sweep;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes what ended long enough ago that nobody asks why it does not work any more. */
@Singleton
class EndedLogins implements Sweep {
    private static final Logger LOG = Logger.getLogger(EndedLogins.class);
    static final Duration KEPT = Duration.ofDays(7);

    private final CodeStore codes;
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final TicketStore tickets;

    EndedLogins(CodeStore codes, SessionStore sessions, TokenStore tokens, TicketStore tickets) {
        this.codes = codes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.tickets = tickets;
    }

    @Override
    public void sweep(Instant now) {
        LOG.debugf("%d ended logins swept", delete(now));
    }

    /** How many rows went. */
    int delete(Instant now) {
        Instant before = now.minus(KEPT);
        return codes.sweep(before)
                + tickets.sweep(before)
                + sessions.sweep(before)
                + tokens.sweep(before);
    }
}
