package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.backup.Restored;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.login.OwnerTokens;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A restore brings the tokens of the backup's day: the one in the home is of none of them, and
 * whoever reads the home owns it all the same.
 */
@Singleton
class OwnerTokenRenewal {
    private static final Logger LOG = Logger.getLogger(OwnerTokenRenewal.class);

    private final Home home;
    private final OwnerTokens owner;

    OwnerTokenRenewal(@ConfigProperty(name = "started.home") Path home, OwnerTokens owner) {
        this.home = new Home(home);
        this.owner = owner;
    }

    void renew(@Observes Restored restored) {
        owner.revokeAll();
        if (!Files.exists(home.ownerToken())) {
            return;
        }
        try {
            new RunFiles(home).writeToken(owner.mint(home.path().toString()));
        } catch (IOException e) {
            LOG.warn("After the restore ./ratoon is not signed in until the next start", e);
        }
    }
}
