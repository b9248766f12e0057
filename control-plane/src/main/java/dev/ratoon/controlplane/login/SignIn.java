package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** From a credential to somebody, or to nobody. Blocks: it asks the database. */
@Singleton
public class SignIn {
    private final TokenStore tokens;
    private final SessionStore sessions;
    private final TicketStore tickets;
    private final ActorStore actors;
    private final Clock clock;

    SignIn(
            TokenStore tokens,
            SessionStore sessions,
            TicketStore tickets,
            ActorStore actors,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.tickets = tickets;
        this.actors = actors;
        this.clock = clock;
    }

    public Optional<SignedIn> byToken(String token) {
        return tokens.find(new SecretText(token), clock.instant()).flatMap(this::signedIn);
    }

    public Optional<SignedIn> bySession(String cookie, String proof) {
        return sessions.find(new SecretText(cookie), new SecretText(proof), clock.instant())
                .flatMap(this::signedIn);
    }

    public Optional<SignedIn> byTicket(String ticket, String path) {
        return tickets.use(new SecretText(ticket), path, clock.instant()).flatMap(this::signedIn);
    }

    private Optional<SignedIn> signedIn(Known known) {
        return actors.of(known.user(), known.ceiling())
                .map(
                        actor ->
                                new SignedIn(
                                        actor,
                                        known.ceiling(),
                                        known.via(),
                                        known.id(),
                                        known.expiresAt()));
    }
}
