package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import org.jspecify.annotations.Nullable;

/** Which database a start uses: the embedded one, unless another is given. */
public final class Databases {
    private Databases() {}

    /** A database that answers and that this Ratoon may migrate. */
    public static Database open(Home home, @Nullable String url) {
        Database database =
                url == null
                        ? EmbeddedPostgres.start(home)
                        : GivenDatabase.open(url, System.getenv());
        try {
            SchemaGuard.check(database);
            return database;
        } catch (StartFailure refused) {
            database.close();
            throw refused;
        }
    }
}
