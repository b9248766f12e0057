package dev.ratoon.controlplane.gate;

import dev.ratoon.controlplane.login.SessionCookie;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request brings along to be known by. */
sealed interface Credential {
    record Bearer(String token) implements Credential {
        @Override
        public String toString() {
            return "Bearer[hidden]";
        }
    }

    record Browser(String cookie, String proof) implements Credential {
        @Override
        public String toString() {
            return "Browser[hidden]";
        }
    }

    record Ticket(String ticket) implements Credential {
        @Override
        public String toString() {
            return "Ticket[hidden]";
        }
    }

    /** Exactly one kind counts, and half of one is none. */
    static Optional<Credential> in(Head head, @Nullable String cookie, @Nullable String ticket) {
        String authorization = head.header("Authorization");
        if (authorization != null) {
            return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? Optional.of(new Bearer(authorization.substring(7).strip()))
                    : Optional.empty();
        }
        String proof = head.header(SessionCookie.PROOF_HEADER);
        if (cookie != null && proof != null) {
            return Optional.of(new Browser(cookie, proof));
        }
        return ticket != null && head.upgradesToWebSocket()
                ? Optional.of(new Ticket(ticket))
                : Optional.empty();
    }
}
