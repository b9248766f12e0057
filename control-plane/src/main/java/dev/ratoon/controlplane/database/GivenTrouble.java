package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.StartFailure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why a given database cannot be used. The driver's own words stay out: they may quote the URL. */
final class GivenTrouble {
    private GivenTrouble() {}

    static StartFailure of(DatabaseAddress address, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                    new StartFailure(
                            "%s does not let the user %s in with this password."
                                    .formatted(
                                            GivenDatabase.capital(address.shown()), address.user()),
                            "Correct user and password in --database-url or"
                                    + " RATOON_DATABASE_PASSWORD; the server's pg_hba.conf must"
                                    + " admit them from here");
            case "3D000" ->
                    new StartFailure(
                            "There is no database %s at %s."
                                    .formatted(address.database(), address.hosts()),
                            "Make it (createdb --owner=%s %s), or correct --database-url"
                                    .formatted(address.user(), address.database()));
            case "53300" ->
                    new StartFailure(
                            GivenDatabase.capital(address.shown()) + " has no connection left.",
                            "Raise its max_connections, or end what else uses it");
            default -> unreachable(address, e);
        };
    }

    private static StartFailure unreachable(DatabaseAddress address, SQLException e) {
        String where = address.hosts();
        return switch (rootOf(e)) {
            case UnknownHostException _ ->
                    new StartFailure(
                            "The host of the database, " + where + ", is unknown.",
                            "Correct the host in --database-url");
            case ConnectException _ ->
                    new StartFailure(
                            "Nothing listens for a database at " + where + ".",
                            "Start PostgreSQL there, or correct host and port in --database-url");
            case SocketTimeoutException _ ->
                    new StartFailure(
                            "The database at " + where + " does not answer.",
                            "Check that a PostgreSQL is there and that no firewall is between, or"
                                    + " correct --database-url");
            default ->
                    new StartFailure(
                            "What listens at %s does not speak PostgreSQL (%s)."
                                    .formatted(where, String.valueOf(e.getSQLState())),
                            "Correct host and port in --database-url");
        };
    }

    private static Throwable rootOf(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootOf(cause);
    }
}
