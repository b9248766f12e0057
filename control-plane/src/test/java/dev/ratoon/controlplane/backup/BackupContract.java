package dev.ratoon.controlplane.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup and a restore promise, on whatever server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackupContract {
    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();
    private static final KeyFingerprint KEY = () -> "0011223344556677";

    private static final String[] LATER = {"db/migration", "db/later"};

    @TempDir static Path homes;

    private TestServer from;
    private TestServer to;

    /** The kind of server that backups are made of, as {@link TestServer#start} names it. */
    abstract String madeOn();

    /** The kind of server that they are read into. */
    abstract String readInto();

    @BeforeAll
    void start() {
        from = TestServer.start(madeOn());
        to = madeOn().equals(readInto()) ? from : TestServer.start(readInto());
    }

    @AfterAll
    void stop() {
        from.close();
        if (!madeOn().equals(readInto())) {
            to.close();
        }
    }

    @Test
    void what_was_there_is_there_again() throws Exception {
        Migrated before = filled();
        Migrated after = Migrated.freshOn(to);
        after.execute(
                "insert into users (id, name, display_name, role, created_at) values (gen_random_uuid(), 'gone', 'Gone', 'member', now())");
        Restored restored = restore(after, backup(before));
        assertEquals(6, restored.rows());
        assertEquals(everything(before), everything(after));
    }

    private Migrated filled() throws Exception {
        Migrated filled = Migrated.freshOn(from);
        Rows.insertInto(filled);
        return filled;
    }

    private static String everything(Migrated database) throws Exception {
        var text = new StringBuilder();
        try (var connection = database.source().getConnection()) {
            for (Manifest.Table table : LiveSchema.kept(connection)) {
                String rows = table.rows().isEmpty() ? "true" : table.rows();
                text.append(
                        database.one(
                                "select '%s ' || json_agg(t order by t::text) from %s t where %s\n"
                                        .formatted(table.name(), table.name(), rows)));
            }
        }
        return text.toString();
    }

    /** Each database has a home of its own. */
    static BlobStore blobsOf(Migrated database) {
        return new BlobStore(homeOf(database));
    }

    private static Path homeOf(Migrated database) {
        return homes.resolve(Integer.toHexString(System.identityHashCode(database.source())));
    }

    static byte[] backup(Migrated database) throws Exception {
        var out = new ByteArrayOutputStream();
        new BackupWriter(
                        database.source(), blobsOf(database), KEY, Clock.systemUTC(), JSON, "1.2.3")
                .write(out);
        return out.toByteArray();
    }

    static Restored restore(Migrated database, byte[] file) {
        return restore(database, file, KEY);
    }

    static Restored restore(
            Migrated database, byte[] file, KeyFingerprint key, String... locations) {
        return new Restore(
                        new Staging(database.source(), database.configuration(locations)),
                        blobsOf(database),
                        key,
                        Clock.systemUTC(),
                        JSON)
                .from(new ByteArrayInputStream(file));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3, 0.6, 0.9, 0.99})
    void a_truncated_file_is_refused_and_changes_nothing(double part) throws Exception {
        Migrated database = filled();
        byte[] whole = backup(database);
        String before = everything(database);
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part * lastEntryEnd(whole)));
        Failure refused = assertThrows(Failure.class, () -> restore(database, cut));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
        assertEquals(before, everything(database));
        assertEquals(
                "0",
                database.one("select count(*) from pg_namespace where nspname like 'ratoon\\__%'"));
    }

    /** What follows the last entry is the zip's own table of contents, which nobody needs. */
    private static double lastEntryEnd(byte[] zip) {
        for (int at = zip.length - 4; at > 0; at--) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 5) {
                int directory =
                        java.nio.ByteBuffer.wrap(zip, at + 16, 4)
                                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                .getInt();
                return (double) directory / zip.length;
            }
        }
        throw new IllegalArgumentException("not a zip");
    }

    @Test
    void secrets_of_another_key_are_refused() throws Exception {
        Migrated database = filled();
        byte[] file = backup(database);
        Failure refused = assertThrows(Failure.class, () -> restore(database, file, () -> "ffff"));
        assertEquals(ProblemType.BACKUP_OTHER_KEY, refused.type());
    }

    @Test
    void a_backup_of_an_older_schema_is_migrated() throws Exception {
        Migrated older = filled();
        Migrated newer = Migrated.freshOn(to, LATER);
        restore(newer, backup(older), KEY, LATER);
        assertEquals("of team", newer.one("select motto from teams"));
        assertEquals("1000", newer.one("select max(version::int) from flyway_schema_history"));
    }

    @Test
    void a_backup_of_a_newer_schema_is_refused() throws Exception {
        byte[] newer = backup(Migrated.freshOn(from, LATER));
        Migrated older = Migrated.freshOn(to);
        Failure refused = assertThrows(Failure.class, () -> restore(older, newer));
        assertEquals(ProblemType.BACKUP_TOO_NEW, refused.type());
    }

    @Test
    void numbers_count_on_after_a_restore() throws Exception {
        Migrated before = Migrated.freshOn(from, LATER);
        before.execute("insert into numbered (text) values ('two'), ('three')");
        before.execute("delete from numbered where text = 'three'");
        Migrated after = Migrated.freshOn(to, LATER);
        restore(after, backup(before), KEY, LATER);
        assertEquals("4", after.one("insert into numbered (text) values ('four') returning n"));
        assertEquals(
                "1,2,4", after.one("select string_agg(n::text, ',' order by n) from numbered"));
    }

    @Test
    void an_altered_table_is_refused_though_its_zip_is_sound() throws Exception {
        Migrated database = filled();
        byte[] altered = Zips.replacing(backup(database), "tables/teams.copy", "team", "maet");
        Failure refused = assertThrows(Failure.class, () -> restore(database, altered));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
        assertEquals("team", database.one("select name from teams"));
    }

    @Test
    void rows_that_contradict_each_other_are_refused() throws Exception {
        Migrated database = filled();
        byte[] contradicting =
                Zips.sealedAgain(
                        backup(database), "tables/team_members.copy", "000000002", "000000009");
        Failure refused = assertThrows(Failure.class, () -> restore(database, contradicting));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
    }

    @Test
    void payloads_that_are_files_are_there_again_in_another_home() throws Exception {
        Migrated before = filled();
        List<byte[]> payloads = Payload.insertInto(before, blobsOf(before), 20_000, 300_000);
        Migrated after = Migrated.freshOn(to);
        Restored restored = restore(after, backup(before));
        assertEquals(2, restored.payloads());
        assertEquals(0, restored.missingPayloads());
        for (byte[] digest : payloads) {
            assertArrayEquals(blobsOf(before).get(digest), blobsOf(after).get(digest));
        }
        assertEquals(everything(before), everything(after));
    }

    @Test
    void a_payload_that_is_missing_or_damaged_is_named_and_the_others_are_kept() throws Exception {
        Migrated before = filled();
        BlobStore blobs = blobsOf(before);
        List<byte[]> payloads = Payload.insertInto(before, blobs, 20_000, 20_001, 20_002);
        Payload.lose(homeOf(before), payloads.get(0));
        Payload.damage(homeOf(before), payloads.get(1));
        byte[] file = backup(before);
        String checksums = Zips.text(file, Manifest.CHECKSUMS);
        assertEquals(2, JSON.readTree(checksums).at("/lost/count").asInt(), checksums);
        for (byte[] lost : payloads.subList(0, 2)) {
            assertTrue(checksums.contains(HexFormat.of().formatHex(lost)), checksums);
        }
        Migrated after = Migrated.freshOn(to);
        Restored restored = restore(after, file);
        assertEquals(1, restored.payloads());
        assertEquals(2, restored.missingPayloads());
        Failure read = assertThrows(Failure.class, () -> blobsOf(after).get(payloads.getFirst()));
        assertEquals(ProblemType.PAYLOAD_LOST, read.type());
    }

    @Test
    void a_restore_mends_a_payload_that_was_damaged_since() throws Exception {
        Migrated database = filled();
        byte[] digest = Payload.insertInto(database, blobsOf(database), 20_000).getFirst();
        byte[] file = backup(database);
        Payload.damage(homeOf(database), digest);
        restore(database, file);
        assertEquals(20_000, blobsOf(database).get(digest).length);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9, 0.999})
    void a_file_that_is_cut_in_its_payloads_changes_nothing(double part) throws Exception {
        Migrated database = filled();
        Payload.insertInto(database, blobsOf(database), 200_000, 200_001);
        byte[] whole = backup(database);
        Migrated after = Migrated.freshOn(to);
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part * lastEntryEnd(whole)));
        Failure refused = assertThrows(Failure.class, () -> restore(after, cut));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
        assertEquals("0", after.one("select count(*) from users"));
    }

    @Test
    void an_altered_payload_is_refused_by_its_name() throws Exception {
        Migrated database = filled();
        BlobStore blobs = blobsOf(database);
        byte[] digest = Payload.insert(database, blobs, "payload ".repeat(5_000).getBytes(UTF_8));
        byte[] altered =
                Zips.sealedAgain(backup(database), Manifest.PAYLOADS, "payload pay", "another pay");
        Failure refused = assertThrows(Failure.class, () -> restore(database, altered));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
        assertTrue(
                refused.forTheCaller().contains(HexFormat.of().formatHex(digest)),
                refused::getMessage);
    }

    /** As Ratoon wrote it before: the second schema, and no payloads in the file. */
    @Test
    void a_backup_of_the_format_before_is_read_and_says_what_it_lacks() throws Exception {
        Migrated older = Migrated.freshOn(from, 2);
        Rows.insertInto(older);
        Payload.insertInto(older, blobsOf(older), 20_000);
        byte[] file = Zips.asFormatOne(backup(older));
        Restored elsewhere = restore(Migrated.freshOn(to), file);
        assertEquals(1, elsewhere.missingPayloads());
        assertEquals(2, elsewhere.schema());
        assertEquals(0, elsewhere.payloads());
    }

    @Test
    void garbage_is_refused() {
        Migrated database = Migrated.freshOn(to);
        Failure refused =
                assertThrows(Failure.class, () -> restore(database, "not a zip".getBytes(UTF_8)));
        assertEquals(ProblemType.BACKUP_DAMAGED, refused.type());
    }
}
