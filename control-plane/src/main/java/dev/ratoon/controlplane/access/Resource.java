package dev.ratoon.controlplane.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked about, reduced to what authorisation depends on. */
public sealed interface Resource {
    /** Ratoon as a whole. */
    record Installation() implements Resource {}

    /** How one user signs in: sessions, tokens, links. The role guards those above oneself. */
    record Account(UUID user, Role role) implements Resource {}

    /** A thing that somebody owns, and may share with one team. */
    record Owned(UUID owner, @Nullable UUID team) implements Resource {}

    /** An agent that runs without a sandbox: whoever steers it is Ratoon's own user. */
    record Unconfined(UUID owner, @Nullable UUID team) implements Resource {}

    record Team(UUID id) implements Resource {}

    /**
     * A place in a team.
     *
     * @param role the more powerful of the role before and the role after
     */
    record Membership(UUID team, Role role) implements Resource {}

    static Resource installation() {
        return new Installation();
    }

    static Resource account(User user) {
        return new Account(user.id(), user.role());
    }

    static Resource personal(UUID owner) {
        return new Owned(owner, null);
    }

    static Resource shared(UUID owner, UUID team) {
        return new Owned(owner, team);
    }
}
