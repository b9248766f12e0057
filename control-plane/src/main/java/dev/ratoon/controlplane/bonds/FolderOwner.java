package dev.ratoon.controlplane.bonds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * Which database a folder belongs to: the first that asks. A home that is started with another
 * database for once must not lose what only the first one refers to. What tells databases apart
 * outlives a restore, which only swaps our schema.
 */
public final class FolderOwner {
    private static final Logger LOG = Logger.getLogger(FolderOwner.class);
    private static final String THIS =
            "select (select system_identifier from pg_control_system()) || '/' || oid"
                    + " from pg_database where datname = current_database()";

    private final Path file;
    private final String what;
    private boolean said;

    /**
     * @param what lies in it, for people
     */
    public FolderOwner(Path folder, String what) {
        this.file = folder.resolve("database");
        this.what = what;
    }

    public boolean is(Connection connection) throws SQLException, IOException {
        String id;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(THIS)) {
            row.next();
            id = row.getString(1);
        }
        if (!Files.exists(file)) {
            Path draft = file.resolveSibling("database.draft");
            Files.writeString(draft, id);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        boolean same = Files.readString(file).equals(id);
        if (!same && !said) {
            said = true;
            LOG.warnf(
                    "The %s in %s belong to another database: none of them is removed. If that"
                            + " one is gone for good, delete %s",
                    what, file.getParent(), file);
        }
        return same;
    }
}
