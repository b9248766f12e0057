package dev.ratoon.controlplane.backup;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Agents whose log names payloads that are files. */
final class Payload {
    private Payload() {}

    /** Of these lengths, each in the log of an agent of its own; their digests. */
    static List<byte[]> insertInto(Migrated database, BlobStore blobs, int... lengths)
            throws Exception {
        List<byte[]> digests = new ArrayList<>();
        for (int length : lengths) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            digests.add(insert(database, blobs, content));
        }
        return digests;
    }

    static byte[] insert(Migrated database, BlobStore blobs, byte[] content) throws Exception {
        byte[] digest = blobs.put(content);
        UUID agent = UUID.randomUUID();
        database.execute(
                """
                insert into agents (id, name, owner_id, facts, facts_version, last_seq, title, repository,
                    state, state_since, holds_sandbox, created_at, last_active_at, reap_at)
                values ('%1$s', '%1$s', '00000000-0000-7000-8000-000000000001', '{}', %2$d, 1, 't', 'r',
                    'idle', now(), false, now(), now(), now());
                insert into events (agent_id, seq, at, source, type, n, blob)
                values ('%1$s', 1, now(), 'reported', 'said', 1, '\\x%3$s');
                """
                        .formatted(agent, Facts.VERSION, HexFormat.of().formatHex(digest)));
        return digest;
    }

    static void lose(Path homes, byte[] digest) throws IOException {
        Files.delete(file(homes, digest));
    }

    static void damage(Path homes, byte[] digest) throws IOException {
        Path file = file(homes, digest);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static Path file(Path homes, byte[] digest) throws IOException {
        String rest = HexFormat.of().formatHex(digest).substring(2);
        try (Stream<Path> files = Files.walk(homes)) {
            return files.filter(file -> file.getFileName().toString().equals(rest))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
