package dev.ratoon.controlplane.backup;

import dev.ratoon.controlplane.database.Migrated;
import java.sql.SQLException;

/** One row of everything, with text that formats badly. */
final class Rows {
    private Rows() {}

    static void insertInto(Migrated database) throws SQLException {
        database.execute(
                """
                insert into users (id, name, display_name, role, created_at) values
                  ('00000000-0000-7000-8000-000000000001', 'ann', E'A\\tn\\n\\\\N "é\\u2028', 'owner',
                   '2026-01-01 00:00:00.123456+00'),
                  ('00000000-0000-7000-8000-000000000002', 'bob', '', 'member',
                   '1999-12-31 23:59:59.999999+14');
                insert into teams (id, name, created_at) values ('00000000-0000-7000-8000-000000000003', 'team', now());
                insert into team_members (team_id, user_id, role, created_at) values
                  ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002',
                   'viewer', now());
                insert into tokens (id, user_id, name, kind, role, token_hash, created_at) values
                  (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'ci', 'service',
                   'member', '\\x00ff', now()),
                  (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'local', 'local',
                   'owner', '\\x01', now());
                insert into login_codes (code_hash, user_id, role, created_at, expires_at) values
                  ('\\x02', '00000000-0000-7000-8000-000000000001', 'owner', now(), now());
                insert into tickets (ticket_hash, user_id, role, path, created_at, expires_at)
                  values ('\\x03', '00000000-0000-7000-8000-000000000001', 'owner', '/', now(), now());
                insert into sessions (id, user_id, role, cookie_hash, proof_hash, user_agent, created_at,
                    last_seen_at, expires_at) values
                  (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'owner', '\\x04',
                   '\\x05', 'x',
                   now(), now(), now());
                insert into provider_keys (id, owner_id, provider, sealed, hint, created_at) values
                  (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'openai',
                   '\\xdeadbeef', 'beef', now());
                """);
    }
}
