package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.bonds.Bond;
import dev.ratoon.controlplane.bonds.Bonds;
import dev.ratoon.controlplane.bonds.Marker;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.reconcile.Site;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes of this machine belong to one home, running or not: so the bond has no lease, and
 * outlives every process. It holds for those that reconcile; others start no sandboxes.
 */
@Singleton
class LocalSite implements Site {
    private static final String NAME = "sandboxes";
    private static final long LOOK_AGAIN = 1_000_000_000;

    private final Roles roles;
    private final HostingConfig config;
    private final Bonds bonds;
    private final Ids ids;
    private final Path home;
    private @Nullable Bond own;
    private boolean ours;
    private long looked = System.nanoTime() - 2 * LOOK_AGAIN;

    LocalSite(
            Roles roles,
            HostingConfig config,
            Bonds bonds,
            Ids ids,
            @ConfigProperty(name = "started.home") Path home) {
        this.roles = roles;
        this.config = config;
        this.bonds = bonds;
        this.ids = ids;
        this.home = home.toAbsolutePath().normalize();
    }

    /** Before the reconciler. */
    void start(@Observes @Priority(10) StartupEvent started) {
        if (!roles.has(ControlPlaneRole.RECONCILER)) {
            return;
        }
        try {
            String id = new Marker(home.resolve("site")).read(ids.next());
            Bond wanted = new Bond(NAME, id, home + " on " + Machine.name());
            if (config.startOver()) {
                bonds.rebind(wanted);
            } else {
                refuseOther(wanted, bonds.bind(wanted));
            }
            own = wanted;
        } catch (IOException e) {
            throw new StartFailure(
                    "The home " + home + " cannot be written (" + e + ").",
                    "Make it yours (chown, chmod), or choose another: ./ratoon up --home DIR",
                    e);
        } catch (SQLException e) {
            throw new StartFailure(
                    "The database does not say where its sandboxes are (" + e.getMessage() + ").",
                    "Start again when it answers",
                    e);
        }
    }

    private void refuseOther(Bond wanted, Bond holds) {
        if (!holds.value().equals(wanted.value())) {
            throw new StartFailure(
                    "The sandboxes of this database belong to the home "
                            + holds.words()
                            + ": from "
                            + home
                            + " this process would not see them, and start them a second time.",
                    "Run this one beside it: RATOON_ROLES=api ./ratoon up ... If that home is lost"
                            + " for good, with the work in it: RATOON_HOSTING_START_OVER=true"
                            + " ./ratoon up ...");
        }
    }

    @Override
    public synchronized boolean isOurs() throws SQLException {
        Bond wanted = own;
        if (wanted != null && System.nanoTime() - looked > LOOK_AGAIN) {
            // None is there after a restore: then it is as at the first start.
            Optional<Bond> there = bonds.of(NAME);
            Bond holds = there.isPresent() ? there.get() : bonds.bind(wanted);
            ours = holds.value().equals(wanted.value());
            looked = System.nanoTime();
        }
        return ours;
    }
}
