package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Invitations.Invitation;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;

/** What the start gives to whoever can read the data directory: they own it all anyway. */
@Singleton
public class OwnerTokens {
    private final UserStore users;
    private final Tokens tokens;
    private final TokenStore store;
    private final Codes codes;
    private final Clock clock;

    OwnerTokens(UserStore users, Tokens tokens, TokenStore store, Codes codes, Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.store = store;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * A new token of the owner; the one that a start before left under this name ends.
     *
     * @param home the data directory: two that share a database keep apart
     */
    public SecretText mint(String home) {
        revoke(home);
        return tokens.mint(users.owner().id(), home, TokenKind.LOCAL, Role.OWNER, null).text();
    }

    public void revoke(String home) {
        store.revokeLocal(home, clock.instant());
    }

    /** Of every home: what a restore brought along was given out by a process that is gone. */
    public void revokeAll() {
        store.revokeLocals(clock.instant());
    }

    public Invitation link(URI base) {
        return codes.link(users.owner().id(), Role.OWNER, base);
    }
}
