package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.login.OwnerTokens;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.status.ThisProcess;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells others of this user that the control plane is there, and at the end that it is not. The end
 * is an event and not the return of {@link Running}: after a signal the database's pool closes
 * while that is still returning. It may come while the start is still telling, and waits for it.
 */
@Singleton
class Presence {
    private final Home home;
    private final ThisProcess process;
    private final Roles roles;
    private final OwnerTokens owner;
    private boolean told;
    private boolean left;

    Presence(
            @ConfigProperty(name = "started.home") Path home,
            ThisProcess process,
            Roles roles,
            OwnerTokens owner) {
        this.home = new Home(home);
        this.process = process;
        this.roles = roles;
        this.owner = owner;
    }

    synchronized void tell() throws IOException {
        if (left) {
            return;
        }
        told = true;
        var files = new RunFiles(home);
        if (roles.has(ControlPlaneRole.API)) {
            files.writeToken(owner.mint(home.path().toString()));
        }
        files.write(process.url(), process.startedAt());
    }

    synchronized void leave(@Observes ShutdownEvent event) throws IOException {
        left = true;
        if (!told) {
            return;
        }
        new RunFiles(home).remove();
        // A token that cannot be revoked now is by the next start, before it makes its own.
        if (roles.has(ControlPlaneRole.API) && Running.hasDatabase()) {
            owner.revoke(home.path().toString());
        }
    }
}
