package dev.ratoon.controlplane.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.SecretsKey;
import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** A backup goes out and comes back as a stream; neither is ever whole in memory or on our disk. */
@Path("/api")
@RunOnVirtualThread
public class BackupResource {
    private static final String ZIP = "application/zip";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'ratoon-'yyyy-MM-dd'T'HHmmss'Z.zip'")
                    .withZone(ZoneOffset.UTC);

    private final CurrentActor current;
    private final AgroalDataSource database;
    private final Clock clock;
    private final Event<Restored> restored;
    private final BackupWriter writer;
    private final Restore restore;

    BackupResource(
            CurrentActor current,
            AgroalDataSource database,
            BlobStore blobs,
            Flyway flyway,
            Clock clock,
            ObjectMapper json,
            Event<Restored> restored,
            SecretsKey secretsKey,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        KeyFingerprint key = secretsKey::fingerprint;
        this.current = current;
        this.database = database;
        this.clock = clock;
        this.restored = restored;
        this.writer = new BackupWriter(database, blobs, key, clock, json, version);
        this.restore =
                new Restore(
                        new Staging(database, flyway.getConfiguration()), blobs, key, clock, json);
    }

    @GET
    @Path("/backup")
    @Produces(ZIP)
    public Response backup() {
        current.require(Resource.installation(), Verb.BACKUP);
        StreamingOutput body =
                out -> {
                    try {
                        writer.write(out);
                    } catch (SQLException e) {
                        throw new Failure(
                                ProblemType.EXTERNAL,
                                "The database cannot be read. The log says why.",
                                e);
                    }
                };
        return Response.ok(body)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + NAME.format(clock.instant()) + '"')
                .build();
    }

    @POST
    @Path("/restore")
    @Consumes({ZIP, MediaType.APPLICATION_OCTET_STREAM})
    @Produces(MediaType.APPLICATION_JSON)
    public Restored restore(InputStream body) throws IOException {
        current.require(Resource.installation(), Verb.RESTORE);
        Restored result = readToItsEnd(body);
        // Connections of before may hold plans and settings of the schema that is gone.
        database.flush(AgroalDataSource.FlushMode.GRACEFUL);
        restored.fire(result);
        return result;
    }

    /** A client that is still sending does not hear our answer. */
    private Restored readToItsEnd(InputStream body) throws IOException {
        try {
            return restore.from(body);
        } finally {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
