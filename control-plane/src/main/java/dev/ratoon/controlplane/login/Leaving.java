package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.UserDisabled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Takes everything from a user who is disabled, in the same transaction. */
@Singleton
class Leaving {
    private final CodeStore codes;
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final TicketStore tickets;
    private final Clock clock;

    Leaving(
            CodeStore codes,
            SessionStore sessions,
            TokenStore tokens,
            TicketStore tickets,
            Clock clock) {
        this.codes = codes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.tickets = tickets;
        this.clock = clock;
    }

    void on(@Observes UserDisabled disabled) {
        codes.forget(disabled.user());
        tickets.forget(disabled.user());
        sessions.revokeAllOf(disabled.user(), clock.instant());
        tokens.revokeAllOf(disabled.user(), clock.instant());
    }
}
