package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that is gone, made anew of its two commits. */
class RestorationIT {
    @TempDir Path root;
    private Bench bench;
    private Path again;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(root);
        again = Files.createDirectory(root.resolve("again"));
    }

    private Path restored(int turn) throws Exception {
        Bench.Ran ran = bench.restore(turn, again);
        assertEquals(0, ran.exit(), ran::error);
        return again.resolve("repository");
    }

    private void assertSame(Path repository, String command) throws Exception {
        assertEquals(bench.sh(command), Bench.sh(repository, command), command);
    }

    @Test
    void filesCommitsAndWhatIsNotCommittedAreAsTheyWere() throws Exception {
        bench.sh(
                """
                echo 2 >>file
                git commit -qam second
                echo stashed >>file
                git stash -q
                git branch other HEAD~1
                git config user.name somebody
                printf '#!/bin/sh\\n' >.git/hooks/pre-commit
                chmod +x .git/hooks/pre-commit
                echo 3 >>file
                printf 'raw\\r\\n' >new.txt
                ln -s nowhere link
                echo run >run
                chmod +x run
                rm folder/lines
                git add run
                """);
        bench.saved(7);
        Path repository = restored(7);
        assertEquals(Bench.files(bench.repository), Bench.files(repository));
        assertEquals("", Bench.sh(repository, "git diff --cached --name-only"));
        for (String command :
                new String[] {
                    "git symbolic-ref HEAD",
                    "git for-each-ref --format='%(objectname) %(refname)'",
                    "git stash show -p",
                    "git config user.name",
                    "git remote get-url origin",
                    "git reset -q; git diff HEAD --stat; git status --porcelain",
                    "cat .git/hooks/pre-commit",
                }) {
            assertSame(repository, command);
        }
        Bench.sh(repository, "git fsck --strict");
        assertFalse(Files.exists(again.resolve(".repository")));
    }

    @Test
    void theNameOfTheSessionComesBackAndAnOlderCheckpointHasNone() throws Exception {
        bench.saved(1);
        assertEquals("", bench.restore(1, again).output());
        bench.more.put("SESSION", "heard ses_1 'of' $HOME");
        bench.saved(2);
        Path other = Files.createDirectory(root.resolve("other"));
        assertEquals("session\theard ses_1 'of' $HOME", bench.restore(2, other).output());
    }

    @Test
    void nestedRepositoriesHaveTheirOwnHistoryAgain() throws Exception {
        bench.sh(
                """
                git init -q -b trunk nested
                cd nested
                echo 1 >one
                git add .
                git commit -qm nested
                git pack-refs --all
                echo 2 >two
                git init -q within
                cd ..
                git -c protocol.file.allow=always submodule --quiet add "$PWD/../../bare.git" sub
                git commit -qm 'a submodule'
                git -C sub switch -qc work
                echo x >>sub/file
                git -C sub commit -qam work
                git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),empty"
                git commit -qm 'a place of a submodule'
                mkdir empty
                """);
        bench.saved(1);
        Path repository = restored(1);
        assertEquals(Bench.files(bench.repository), Bench.files(repository));
        for (String command :
                new String[] {
                    "git status --porcelain",
                    "git -C nested log --format=%H",
                    "git -C nested status --porcelain --branch",
                    "git -C nested/within status --porcelain --branch",
                    "git -C sub status --porcelain --branch",
                    "git -C sub log --format=%H",
                    "git submodule status sub",
                }) {
            assertSame(repository, command);
        }
        assertTrue(Files.isDirectory(repository.resolve("empty")));
    }

    @Test
    void aDetachedHeadAndAnUnbornBranchAreWhatTheyWere() throws Exception {
        bench.sh("git switch -q --detach; echo 4 >>file; git commit -qam detached; echo 5 >>file");
        bench.saved(1);
        bench.sh("git switch -q -f --orphan fresh; echo only >only");
        bench.saved(2);
        Path repository = restored(2);
        assertSame(repository, "git symbolic-ref HEAD; git status --porcelain");
        again = Files.createDirectory(root.resolve("once-more"));
        repository = restored(1);
        assertEquals("hello\n4\n5", Bench.sh(repository, "cat file"));
        assertEquals(
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/1^1"),
                Bench.sh(repository, "git rev-parse HEAD"));
        assertEquals("M file", Bench.sh(repository, "git status --porcelain"));
    }

    @Test
    void anEmptyRepositoryIsAsEmptyAgainAndKeepsItsFirstFile() throws Exception {
        bench.sh("find . -mindepth 1 -delete; git init -q -b main");
        bench.saved(1);
        bench.sh("echo first >only");
        bench.saved(2);
        Path repository = restored(2);
        assertEquals(Bench.files(bench.repository), Bench.files(repository));
        assertSame(repository, "git symbolic-ref HEAD; git status --porcelain");
        again = Files.createDirectory(root.resolve("once-more"));
        repository = restored(1);
        assertEquals("", Bench.sh(repository, "ls; git status --porcelain"));
        assertEquals("refs/heads/main", Bench.sh(repository, "git symbolic-ref HEAD"));
    }

    @Test
    void filesBesideTheRepositoryAreThereAgain() throws Exception {
        Path session = bench.workspace.resolve("home/.harness/a b/session.jsonl");
        Files.createDirectories(session.getParent());
        Files.writeString(session, "{}\n");
        Files.writeString(bench.workspace.resolve("home/other"), "not on the list");
        bench.more.put("KEPT", "home/.harness\nhome/not-there");
        bench.saved(1);
        restored(1);
        assertEquals("{}\n", Files.readString(again.resolve("home/.harness/a b/session.jsonl")));
        assertFalse(Files.exists(again.resolve("home/other")));
    }

    @Test
    void theNextCheckpointGoesOnFromThere() throws Exception {
        bench.sh("echo new >new");
        bench.saved(1);
        Path repository = restored(1);
        Bench next = bench.in(again);
        assertEquals("new", Bench.sh(repository, "cat new"));
        next.saved(2);
        assertEquals(
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/1^{tree}"),
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/2^{tree}"));
    }

    @Test
    void whatIsThereIsNeverReplaced() throws Exception {
        bench.saved(1);
        Files.createDirectories(again.resolve("repository"));
        Files.writeString(again.resolve("repository/mine"), "work");
        Bench.Ran ran = bench.restore(1, again);
        assertEquals(1, ran.exit());
        assertTrue(ran.error().contains("There is a folder"), ran.error());
        assertEquals("work", Files.readString(again.resolve("repository/mine")));
    }

    @Tag("long")
    @Test
    void aKillAtAnyMomentLeavesAWholeOneOrNoneAndTheNextIsWhole() throws Exception {
        bench.sh(
                """
                for i in $(seq 300); do echo $i >file-$i; done
                git init -q nested
                git -C nested commit -q --allow-empty -m nested
                """);
        bench.saved(1);
        var whole = Bench.files(bench.repository);
        int halves = 0;
        for (int milliseconds = 0; milliseconds < 300; milliseconds += 25) {
            Path killed = Files.createDirectory(root.resolve("killed-" + milliseconds));
            boolean wasKilled = bench.restoreKilled(1, killed, milliseconds);
            Path repository = killed.resolve("repository");
            if (!Files.exists(repository)) {
                halves += wasKilled && Files.exists(killed.resolve(".repository")) ? 1 : 0;
                Bench.Ran ran = bench.restore(1, killed);
                assertEquals(0, ran.exit(), ran::error);
            }
            assertEquals(whole, Bench.files(repository), "after " + milliseconds + " ms");
            assertSame(repository, "git -C nested log --format=%H; git status --porcelain");
        }
        assertTrue(halves > 1, "half of it was there " + halves + " times");
    }

    @Test
    void anUnchangedWorkspaceIsNotSavedAgainAndAChangedOneFollows() throws Exception {
        bench.sh(
                "git init -q nested; git -C nested commit -q --allow-empty -m nested; echo 1 >new");
        bench.saved(3);
        restored(3);
        Bench next = bench.in(again);
        assertEquals("unchanged", next.save(3).output());
        Bench.sh(again.resolve("repository"), "echo 2 >new");
        next.saved(3);
        Bench.sh(
                bench.bare,
                "git merge-base --is-ancestor refs/ratoon/checkpoints/3~1 refs/ratoon/checkpoints/3");
        assertEquals("2", Bench.sh(bench.bare, "git cat-file blob refs/ratoon/checkpoints/3:new"));
    }
}
