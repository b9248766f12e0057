package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that whoever works in a workspace has made, put back into a fresh one. */
class HostileCheckpointIT {
    @TempDir Path root;
    private Bench bench;
    private Path again;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(root);
        again = Files.createDirectory(root.resolve("again"));
    }

    /** Puts this into the state of a checkpoint, as whoever works in a workspace can. */
    private void forge(String script) throws Exception {
        Bench.sh(
                bench.bare,
                """
                export GIT_INDEX_FILE=forged
                git read-tree refs/ratoon/state/1
                blob() { printf "$1" | git hash-object -w --stdin; }
                put() { git update-index --add --cacheinfo "$1,$2,$3"; }
                """
                        + script
                        + """

                git update-ref refs/ratoon/state/1 "$(git commit-tree -m forged "$(git write-tree)")"
                """);
    }

    private Bench.Ran restoredAllTheSame() throws Exception {
        Bench.Ran ran = bench.restore(1, again);
        assertEquals(0, ran.exit(), ran::error);
        assertEquals(
                Bench.files(bench.repository),
                Bench.files(again.resolve("repository")),
                ran::error);
        return ran;
    }

    @Test
    void placesElsewhereAreNamedAndTheRestIsThere() throws Exception {
        bench.sh("echo new >new");
        bench.saved(1);
        forge(
                """
                for at in ../../out/.git /out/.git src ./x/.git a//.git; do
                    key=$(blob "$at")
                    put 100644 "$key" "gits/$key/at"
                    put 100644 "$key" "gits/$key/git"
                done
                put 100644 "$key" gits/no-key/at
                """);
        assertEquals(
                List.of(
                        "no git directory no-key",
                        "no place of a git directory src",
                        "no place within the repository ../../out/.git",
                        "no place within the repository ./x/.git",
                        "no place within the repository /out/.git",
                        "no place within the repository a//.git"),
                restoredAllTheSame().left());
        assertFalse(Files.exists(root.resolve("out")));
    }

    @Test
    void aSessionThatIsNoNameIsNone() throws Exception {
        bench.sh("echo new >new");
        bench.saved(1);
        forge("put 100644 \"$(blob a)\" session/of");
        assertEquals("", restoredAllTheSame().output());
        again = Files.createDirectory(root.resolve("then"));
        forge(
                """
                printf '0 %040d\tsession/of\n' 0 | git update-index --index-info
                long=$(head -c 3000000 /dev/zero | tr '\\0' x)
                put 100644 "$(printf 'heard a\\nb\\0%s' "$long" | git hash-object -w --stdin)" session
                """);
        String said = restoredAllTheSame().output();
        assertTrue(said.length() < 5000, () -> said.length() + " characters");
        assertNull(KeptSession.in(said));
    }

    @Test
    void nothingIsWrittenThroughALink() throws Exception {
        Path out = Files.createDirectory(root.resolve("out"));
        bench.sh("ln -s %1$s link; mkdir folder/in; ln -s %1$s folder/in/link".formatted(out));
        bench.saved(1);
        forge(
                """
                for at in link/.git link/sub/.git folder/in/link/a/.git; do
                    key=$(blob "$at")
                    put 100644 "$key" "gits/$key/at"
                    put 100644 "$key" "gits/$key/git/HEAD"
                done
                """);
        assertEquals(
                List.of(
                        "its place is behind a link folder/in/link/a/.git",
                        "its place is behind a link link/.git",
                        "its place is behind a link link/sub/.git"),
                restoredAllTheSame().left());
        assertEquals(Map.of(), Bench.files(out));
        assertEquals("", Bench.sh(out, "ls -A"));
    }

    @Test
    void thePlaceOfASubmoduleBehindALinkIsNotMade() throws Exception {
        Path out = Files.createDirectory(root.resolve("out"));
        bench.sh(
                """
                git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),to/sub"
                git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),other/sub"
                git commit -qm places
                mkdir -p other/sub
                ln -s %s to
                """
                        .formatted(out));
        bench.saved(1);
        restoredAllTheSame();
        assertEquals("", Bench.sh(out, "ls -A"));
        assertTrue(Files.isDirectory(again.resolve("repository/other/sub")));
    }

    @Test
    void aNameWithALineBreakLeadsNowhereElse() throws Exception {
        bench.saved(1);
        forge(
                """
                key=$(blob nested/.git)
                put 100644 "$key" "gits/$key/at"
                put 100644 "$key" "gits/$key/git/x
                %s/evil/HEAD"
                """
                        .formatted(root));
        assertEquals(0, bench.restore(1, again).exit());
        assertFalse(Files.exists(root.resolve("evil")));
        String name = "repository/nested/.git/x\n" + root + "/evil/HEAD";
        assertTrue(Files.exists(again.resolve(name)), name);
    }

    @Test
    void branchesThatLeadNowhereAreNamed() throws Exception {
        bench.sh("git branch other");
        bench.saved(1);
        forge(
                """
                refs=$(git cat-file blob refs/ratoon/state/1:refs)
                lost=1111111111111111111111111111111111111111
                put 100644 "$(printf '%s\\n' "$refs" "$lost refs/heads/lost" "$lost refs/stash" |
                    git hash-object -w --stdin)" refs
                put 100644 "$(blob 'ref: refs/heads/../../x')" head
                """);
        assertEquals(
                List.of(
                        "a branch that leads nowhere refs/heads/lost",
                        "it leads nowhere .git/HEAD",
                        "no stash refs/stash"),
                restoredAllTheSame().left());
        Bench.sh(again.resolve("repository"), "git rev-parse other");
    }

    @Test
    void nothingThatACheckpointConfiguresIsRun() throws Exception {
        Path canary = root.resolve("canary");
        String run = "touch " + canary;
        bench.sh(
                """
                git config core.fsmonitor '%1$s; :'
                git config core.hooksPath .hooks
                git config filter.canary.smudge '%1$s; cat'
                git config filter.canary.clean '%1$s; cat'
                git config core.sshCommand '%1$s'
                mkdir .hooks
                for hook in post-checkout post-index-change reference-transaction; do
                    printf '#!/bin/sh\n%1$s\n' | tee .hooks/$hook >.git/hooks/$hook
                    chmod +x .hooks/$hook .git/hooks/$hook
                done
                echo text >filtered.txt
                git init -q nested
                cp .git/config nested/.git/config
                cp .git/hooks/post-* nested/.git/hooks/
                """
                        .formatted(run));
        bench.saved(1);
        Files.deleteIfExists(canary);
        Bench.Ran ran = bench.restore(1, again);
        assertEquals(0, ran.exit(), ran::error);
        assertFalse(Files.exists(canary));
        assertEquals(Bench.files(bench.repository), Bench.files(again.resolve("repository")));
        assertTrue(
                Files.readString(again.resolve("repository/.git/config")).contains("fsmonitor"),
                "it is theirs");
    }

    @Test
    void onlyWhatIsOnTheListIsPutBesideTheRepositoryAndNothingThatIsThere() throws Exception {
        Path session = bench.workspace.resolve("home/.harness/session");
        Files.createDirectories(session.getParent());
        Files.writeString(session, "saved");
        bench.more.put("KEPT", "home/.harness\nhome/.other");
        bench.saved(1);
        forge(
                """
                put 100644 "$(blob evil)" kept/.checkpoint/config
                put 100644 "$(blob evil)" kept/home/.profile
                put 100644 "$(blob evil)" kept/home/.other/x
                """);
        Files.createDirectories(again.resolve("home/.other"));
        assertEquals(0, bench.restore(1, again).exit());
        assertEquals("saved", Files.readString(again.resolve("home/.harness/session")));
        assertFalse(Files.exists(again.resolve("home/.profile")));
        assertFalse(Files.exists(again.resolve("home/.other/x")));
        assertFalse(Files.readString(again.resolve(".checkpoint/config")).contains("evil"));
    }
}
