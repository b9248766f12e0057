package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.HomeLock;
import java.nio.file.Path;

/** Commits one row after the other and says so after each, until it is killed. */
final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
        Home home = Home.open(Path.of(arguments[0]));
        try (HomeLock _ = HomeLock.take(home);
                var database = EmbeddedPostgres.start(home);
                var connection = Connecting.to(database);
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists public.written (n bigint primary key)");
            var last = statement.executeQuery("select coalesce(max(n), 0) from public.written");
            last.next();
            for (long n = last.getLong(1) + 1; ; n++) {
                statement.execute("insert into public.written values (" + n + ")");
                System.out.println(n);
            }
        }
    }
}
