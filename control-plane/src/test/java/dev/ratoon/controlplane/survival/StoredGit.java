package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.pulls.Bare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The git store of a home and the leases of those who write to it, past every control plane. */
record StoredGit(Path home) {
    /** What a checkpoint sends, until it is taken. */
    static final String RECEIVED = "quarantine/.*/received";

    private Path folder() {
        return home.resolve("repositories");
    }

    Bare of(String agent) {
        return new Bare(folder().resolve("agents/" + agent + ".git"));
    }

    List<String> find(String name) {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.map(file -> folder().relativize(file).toString())
                    .filter(one -> one.matches(name))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // something went away meanwhile
        }
    }

    /** Of all that have such a name. */
    long size(String name) {
        return find(name).stream().mapToLong(one -> folder().resolve(one).toFile().length()).sum();
    }

    List<String> leases() throws Exception {
        List<String> held = new ArrayList<>();
        try (var connection = StoredLog.database(home).getConnection();
                var select = connection.createStatement();
                var rows = select.executeQuery("select repository from repository_leases")) {
            while (rows.next()) {
                held.add(rows.getString(1));
            }
        }
        return held;
    }

    /** By git's own check, with nothing half, and every lease given back. */
    void assertSound() throws Exception {
        Eventually.get("no lease", this::leases, List::isEmpty);
        List<String> repositories = find("(?:mirrors|agents)/[^/]*\\.git");
        for (String repository : repositories) {
            new Bare(folder().resolve(repository)).git("fsck", "--strict", "--no-dangling");
        }
        assertEquals(List.of(), find(".*(?:incoming_|refs.*\\.lock|pending/|\\.git\\.new).*"));
        assertEquals(List.of(), find(RECEIVED));
        assertEquals(1, find("quarantine/[^/]*\\.lock").size(), "that of the living one");
    }
}
