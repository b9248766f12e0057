package dev.ratoon.controlplane.status;

import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.home.DiskRoom;
import dev.ratoon.controlplane.roles.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What runs here. */
@Path("/api/status")
@RunOnVirtualThread
class StatusResource {
    private final CurrentActor current;
    private final ThisProcess process;
    private final Roles roles;
    private final DatabaseFacts database;
    private final FoundConfinement confinement;
    private final SmallRyeHealthReporter health;
    private final java.nio.file.Path home;

    StatusResource(
            CurrentActor current,
            ThisProcess process,
            Roles roles,
            DatabaseFacts database,
            FoundConfinement confinement,
            SmallRyeHealthReporter health,
            @ConfigProperty(name = "started.home") java.nio.file.Path home) {
        this.current = current;
        this.process = process;
        this.roles = roles;
        this.database = database;
        this.confinement = confinement;
        this.health = health;
        this.home = home;
    }

    @GET
    public Status status() {
        current.require(Resource.installation(), Verb.READ_STATUS);
        return new Status(
                process.version(),
                process.startedAt(),
                process.url(),
                roles.words(),
                database.status(),
                Status.ConfinementStatus.of(confinement.confinement()),
                Status.DiskStatus.of(home, DiskRoom.of(home)),
                health.getHealth().getPayload().getString("status").toLowerCase(Locale.ROOT));
    }
}
