package dev.ratoon.controlplane.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** What the catalogue of the database says about the current schema. */
final class LiveSchema {
    private static final String TABLES =
            """
            select c.relname,
                   array_agg(a.attname::text order by a.attnum),
                   case when obj_description(c.oid, 'pg_class') like 'backup: %'
                        then substr(obj_description(c.oid, 'pg_class'), 9) else '' end
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and not c.relispartition
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              and c.relname <> 'flyway_schema_history'
            group by c.oid, c.relname order by c.relname
            """;

    private static final String SEQUENCES =
            """
            select sequencename, coalesce(last_value, start_value), last_value is not null
            from pg_sequences where schemaname = current_schema() order by sequencename
            """;

    private static final String SEALED =
            """
            select distinct c.relname
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and col_description(c.oid, a.attnum) = 'sealed'
            """;

    private static final String BLOBS =
            """
            select c.relname, a.attname
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and col_description(c.oid, a.attnum) = 'blob'
            order by c.relname, a.attname
            """;

    private static final String VERSION =
            """
            select coalesce(max(split_part(version, '.', 1)::int), 0)
            from flyway_schema_history where version is not null
            """;

    private LiveSchema() {}

    /** All tables but the migrations' own, which a restore writes anew. */
    static List<Manifest.Table> tables(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                row ->
                        new Manifest.Table(
                                row.getString(1),
                                Arrays.asList((String[]) row.getArray(2).getArray()),
                                row.getString(3)),
                TABLES);
    }

    /** Those whose rows, or some of them, belong in a backup. */
    static List<Manifest.Table> kept(Connection connection) throws SQLException {
        return tables(connection).stream()
                .filter(table -> !table.rows().equals("nothing"))
                .toList();
    }

    static List<Manifest.Sequence> sequences(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                row -> new Manifest.Sequence(row.getString(1), row.getLong(2), row.getBoolean(3)),
                SEQUENCES);
    }

    /** Where a payload is named that is a file. */
    record Column(String table, String column) {}

    static List<Column> blobs(Connection connection) throws SQLException {
        return Sql.query(connection, row -> new Column(row.getString(1), row.getString(2)), BLOBS);
    }

    /** Whether there is a row that the secrets key has sealed. */
    static boolean holdsSecrets(Connection connection) throws SQLException {
        for (String table : Sql.query(connection, row -> row.getString(1), SEALED)) {
            if (!Sql.query(
                            connection,
                            row -> row.getInt(1),
                            "select 1 from " + Sql.quoted(table) + " limit 1")
                    .isEmpty()) {
                return true;
            }
        }
        return false;
    }

    static int version(Connection connection) throws SQLException {
        return Sql.query(connection, row -> row.getInt(1), VERSION).getFirst();
    }
}
