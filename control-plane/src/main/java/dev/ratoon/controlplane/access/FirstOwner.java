package dev.ratoon.controlplane.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whoever starts Ratoon for the first time owns it. */
@Singleton
class FirstOwner {
    private final UserStore users;

    FirstOwner(UserStore users) {
        this.users = users;
    }

    /** Before everything else at the start: others mint tokens for the owner. */
    void make(@Observes @jakarta.annotation.Priority(1) StartupEvent event) {
        users.makeOwner(UserName.from(System.getProperty("user.name"), "owner"));
    }
}
