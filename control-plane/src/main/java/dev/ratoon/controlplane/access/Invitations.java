package dev.ratoon.controlplane.access;

import java.net.URI;
import java.time.Instant;

/** How a user who was added gets in for the first time. */
public interface Invitations {
    record Invitation(String link, Instant expiresAt) {
        @Override
        public String toString() {
            return "Invitation[link=hidden, expiresAt=" + expiresAt + "]";
        }
    }

    Invitation invite(User user, URI base);
}
