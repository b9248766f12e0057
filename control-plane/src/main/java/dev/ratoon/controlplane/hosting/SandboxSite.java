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
import dev.ratoon.k8s.PodSettings;
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
 * Sandboxes of this machine belong to one home, and pods to one place of one namespace, running or
 * not: so the bond has no lease, and outlives every process. It holds for those that reconcile;
 * others start no sandboxes.
 */
@Singleton
class SandboxSite implements Site {
    private static final String NAME = "sandboxes";
    private static final long LOOK_AGAIN = 1_000_000_000;

    private final Roles roles;
    private final HostingConfig config;
    private final SandboxPlace place;
    private final Bonds bonds;
    private final Ids ids;
    private final Path home;
    private @Nullable Bond own;
    private boolean ours;
    private long looked = System.nanoTime() - 2 * LOOK_AGAIN;

    SandboxSite(
            Roles roles,
            HostingConfig config,
            SandboxPlace place,
            Bonds bonds,
            Ids ids,
            @ConfigProperty(name = "started.home") Path home) {
        this.roles = roles;
        this.config = config;
        this.place = place;
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
            Bond wanted = place.isPods() ? ofPods(place.pods()) : ofThisHome();
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

    private Bond ofThisHome() throws IOException {
        String id = new Marker(home.resolve("site")).read(ids.next());
        return new Bond(NAME, id, "the home " + home + " on " + Machine.name());
    }

    /** Every process that is told the same sees the same. */
    private static Bond ofPods(PodSettings pods) {
        String where = pods.namespace() + "/" + pods.place();
        return new Bond(
                NAME,
                "pods:" + where,
                "the pods of " + pods.place() + " in the namespace " + pods.namespace());
    }

    private void refuseOther(Bond wanted, Bond holds) {
        if (!holds.value().equals(wanted.value())) {
            throw new StartFailure(
                    "The sandboxes of this database belong to "
                            + words(holds)
                            + ": from "
                            + wanted.words()
                            + " this process would not see them, and start them a second time.",
                    "Run this one beside it: RATOON_ROLES=api ./ratoon up ... If what is there is"
                            + " lost for good, with the work in it: RATOON_HOSTING_START_OVER=true"
                            + " ./ratoon up ...");
        }
    }

    /** Older bonds of homes say the folder alone. */
    private static String words(Bond holds) {
        return holds.words().startsWith("/") ? "the home " + holds.words() : holds.words();
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
