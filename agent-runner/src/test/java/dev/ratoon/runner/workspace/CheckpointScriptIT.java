package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoint.sh saves, by git itself, of workspaces that make it hard. */
class CheckpointScriptIT {
    @TempDir Path root;
    private Bench bench;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(root);
    }

    @Test
    void trackedAndUntrackedFilesAreSavedAndIgnoredOnesNot() throws Exception {
        bench.sh("echo new >new; mkdir build; echo x >build/x; echo x >x.log; rm file");
        bench.sh("echo other >>kept.log; echo '*.tmp' >.git/info/exclude; echo x >x.tmp");
        bench.sh("git update-index --split-index");
        bench.saved(1);
        assertEquals(
                List.of(".gitattributes", ".gitignore", "folder/lines", "kept.log", "new"),
                bench.names(1));
        assertEquals("tracked\nother", bench.text(1, "kept.log"));
    }

    @Test
    void whatIsIgnoredLaterLeavesTheNextOne() throws Exception {
        bench.sh("echo x >later");
        bench.saved(1);
        bench.sh("echo later >>.gitignore");
        bench.saved(2);
        assertTrue(bench.names(1).contains("later"));
        assertEquals(Bench.FIRST, bench.names(2));
    }

    @Test
    void nothingThatTheRepositoryConfiguresIsRunAndNoByteIsChanged() throws Exception {
        bench.sh(
                """
                canary="touch $PWD/../../canary"
                git config filter.canary.clean "$canary; cat"
                git config filter.canary.process "$canary"
                git config filter.canary.required true
                git config core.fsmonitor "$canary; true"
                git config core.sshCommand "$canary"
                git config core.autocrlf true
                git config core.fileMode false
                git config core.symlinks false
                git config core.worktree /
                git config core.excludesFile "$PWD/all"
                git config commit.gpgSign true
                git config gpg.program "$PWD/../../gpg"
                git config include.path /nowhere
                git config url.ext::canary.pushInsteadOf /
                echo '*' >all
                mkdir -p .git/hooks
                for hook in pre-push pre-commit post-index-change reference-transaction; do
                    printf '#!/bin/sh\\n%s\\n' "$canary" >.git/hooks/$hook
                    chmod +x .git/hooks/$hook
                done
                printf '$Id$\\r\\n' >a.txt
                printf 'w' >b.w
                echo run >run
                chmod +x run
                ln -s file link
                """);
        var before = Bench.files(bench.repository);
        bench.saved(1);
        assertFalse(Files.exists(root.resolve("canary")), "something was run");
        Path again = Files.createDirectory(root.resolve("again"));
        assertEquals(0, bench.restore(1, again).exit());
        assertEquals(before, Bench.files(again.resolve("repository")));
    }

    /** A pointer stays one, and a file that was fetched is saved as it is: nothing is asked. */
    @Test
    void pointersOfLargeFilesAreSavedAsTheyAre() throws Exception {
        bench.sh(
                """
                canary="touch $PWD/../../canary; cat"
                git config filter.lfs.clean "$canary"
                git config filter.lfs.smudge "$canary"
                git config filter.lfs.process "$canary"
                git config lfs.url http://169.254.169.254/lfs
                printf '[lfs]\\n\\turl = http://169.254.169.254/lfs\\n' >.lfsconfig
                echo '*.bin filter=lfs diff=lfs merge=lfs -text' >>.gitattributes
                printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%064d\\nsize 7\\n' 7 >pointer.bin
                printf 'fetched\\r\\n\\0' >fetched.bin
                """);
        var before = Bench.files(bench.repository);
        bench.saved(1);
        assertFalse(Files.exists(root.resolve("canary")), "something was run");
        assertTrue(bench.text(1, "pointer.bin").startsWith("version https://git-lfs"));
        Path again = Files.createDirectory(root.resolve("again"));
        assertEquals(0, bench.restore(1, again).exit());
        assertEquals(before, Bench.files(again.resolve("repository")));
    }

    @Test
    void flagsOfTheRepositorysIndexHideNoChange() throws Exception {
        bench.sh(
                """
                echo changed >>file
                echo changed >>folder/lines
                git update-index --assume-unchanged file
                git update-index --skip-worktree folder/lines
                rm kept.log
                git update-index --skip-worktree kept.log
                """);
        bench.saved(1);
        assertEquals("hello\nchanged", bench.text(1, "file"));
        assertTrue(bench.text(1, "folder/lines").endsWith("changed"));
        assertFalse(bench.names(1).contains("kept.log"));
    }

    @Test
    void nestedRepositoriesAndSubmodulesAreContent() throws Exception {
        bench.sh(
                """
                git init -q -b main a/nested
                cd a/nested
                echo '*.o' >.gitignore
                echo x >x.o
                git add --force .
                git commit -qm nested
                echo y >y.o
                echo more >more
                git init -q within/deep
                echo deep >within/deep/file
                git init -q without-files
                cd ../..
                git -c protocol.file.allow=always submodule --quiet add "$PWD/../../bare.git" sub
                git commit -qm 'a submodule'
                echo changed >>sub/file
                mkdir build
                git init -q build/ignored
                echo no >build/ignored/file
                git init -q --bare bare.git
                """);
        bench.saved(1);
        List<String> names = bench.names(1);
        for (String name :
                List.of(
                        "a/nested/.gitignore",
                        "a/nested/x.o",
                        "a/nested/more",
                        "a/nested/within/deep/file",
                        "sub/file",
                        "sub/kept.log",
                        ".gitmodules",
                        "bare.git/HEAD")) {
            assertTrue(names.contains(name), () -> name + " is not in " + names);
        }
        assertFalse(names.contains("a/nested/y.o"));
        assertFalse(names.contains("build/ignored/file"));
        assertFalse(
                Bench.sh(bench.bare, "git ls-tree -r refs/ratoon/checkpoints/1")
                        .contains("160000"));
        bench.sh("rm -rf a/nested");
        bench.saved(2);
        assertFalse(bench.names(2).stream().anyMatch(name -> name.startsWith("a/")));
    }

    @Test
    void oddNamesAreNames() throws Exception {
        bench.sh(
                """
                rm -r * .gitignore .gitattributes
                for name in -dash 'new
                line' "$(printf 'no\\377text')" 'tab	' 'quo"te' 'back\\slash' ':(top)' '*' ' ' 'é' 'a:b' '$(touch x)'; do
                    echo odd >"./$name"
                    mkdir "f$name"
                    echo odd >"f$name/$name"
                done
                git init -q 'line
                break'
                echo x >'line
                break/x'
                """);
        bench.saved(1);
        Path again = Files.createDirectory(root.resolve("again"));
        assertEquals(0, bench.restore(1, again).exit());
        var files = Bench.files(bench.repository);
        assertEquals(25, files.size());
        assertEquals(files, Bench.files(again.resolve("repository")));
    }

    @Test
    void whatCannotBeSavedIsTold() throws Exception {
        bench.sh(
                """
                mkfifo pipe build.pipe
                echo x >git~1
                mkdir build
                mkfifo build/pipe
                rm file
                mkfifo file
                head -c 1000001 /dev/zero >large
                head -c 1000000 /dev/zero >just-not
                git init -q 'line
                break'
                """);
        Bench.Ran ran = bench.save(1);
        assertEquals(
                List.of(
                        "a name that git does not take git~1",
                        "in a folder with a line break in its name line\u0001break/.git",
                        "larger than 1000000 bytes large",
                        "no ordinary file build.pipe",
                        "no ordinary file file",
                        "no ordinary file pipe"),
                ran.left());
        assertTrue(bench.names(1).contains("just-not"));
        bench.sh(
                "rm git~1 pipe build.pipe file large; rm -r line*; echo x >>just-not; echo back"
                        + " >file");
        assertEquals(List.of("larger than 1000000 bytes just-not"), bench.save(2).left());
        assertFalse(bench.names(2).contains("just-not"));
        assertEquals("back", bench.text(2, "file"));
    }

    @Test
    void whatIsUnreadableIsToldAndTheRestIsSaved() throws Exception {
        // Root reads everything.
        boolean root = System.getProperty("user.name").equals("root");
        String[] nobody =
                root
                        ? new String[] {
                            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
                        }
                        : new String[0];
        bench.sh("echo s >secret; mkdir closed none; echo x >closed/x");
        Bench.sh(bench.root, root ? "chmod 755 .; chown -R 65534:65534 ." : ":");
        assertEquals(0, bench.save(1, nobody).exit());
        bench.sh("chmod 000 secret closed none");
        Bench.Ran ran = bench.save(2, nobody);
        assertEquals(0, ran.exit(), ran::error);
        assertEquals(
                List.of("unreadable closed", "unreadable none", "unreadable secret"), ran.left());
        String show = "git -c safe.directory='*' -C bare.git ls-tree -r --name-only ";
        String names = Bench.sh(bench.root, show + "refs/ratoon/checkpoints/1");
        assertTrue(names.contains("closed/x") && names.contains("secret"), names);
        assertEquals(
                Bench.FIRST,
                Bench.sh(bench.root, show + "refs/ratoon/checkpoints/2").lines().toList());
    }

    @Test
    void localCommitsComeWithItWhereverTheHeadIs() throws Exception {
        bench.sh(
                "echo 2 >>file; git commit -qam second; git branch other; echo 3 >>file; git stash"
                        + " -q");
        bench.saved(1);
        String head = bench.sh("git rev-parse HEAD");
        assertEquals(head, Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/1^1"));
        bench.sh("git switch -q --detach; echo 4 >>file; git commit -qam detached");
        bench.saved(2);
        assertEquals(
                bench.sh("git rev-parse HEAD"),
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/2^1"));
        bench.sh("git switch -q --orphan fresh; echo 5 >only");
        bench.saved(3);
        assertEquals(List.of("only"), bench.names(3));
        assertEquals(
                "ref: refs/heads/fresh",
                Bench.sh(bench.bare, "git cat-file blob refs/ratoon/state/3:head"));
        Bench.sh(bench.bare, "git fsck --strict --connectivity-only");
    }

    @Test
    void filesAreSavedWhateverBecameOfTheRepository() throws Exception {
        bench.sh("mv .git ../../elsewhere; echo gitdir: /nowhere >.git; echo new >new");
        Bench.Ran ran = bench.save(1);
        assertEquals(List.of("no git directory, so that commits are not saved .git"), ran.left());
        assertTrue(bench.names(1).contains("new"));
        bench.sh("rm .git");
        assertEquals(0, bench.save(2).exit());
        bench.sh("git init -q; echo /nowhere >.git/objects/info/alternates; printf x >.git/index");
        ran = bench.save(3);
        assertEquals(0, ran.exit(), ran::error);
        assertTrue(ran.left().getFirst().startsWith("an index that cannot be read"), "" + ran);
        bench.sh("cd ..; rm -r repository; mkdir other; ln -s other repository");
        ran = bench.save(4);
        assertEquals(1, ran.exit());
        assertTrue(ran.error().contains("There is no folder \"repository\""), ran.error());
    }

    @Test
    void onlyWhatIsNewIsSent() throws Exception {
        Bench.sh(bench.bare, "git config receive.unpackLimit 1");
        bench.sh("head -c 900000 /dev/urandom >noise");
        bench.saved(1);
        bench.sh("echo a little >little");
        bench.saved(2);
        List<Long> packs =
                Bench.sh(bench.bare, "ls -tr objects/pack/*.pack | xargs stat -c %s")
                        .lines()
                        .map(Long::valueOf)
                        .toList();
        assertTrue(packs.get(packs.size() - 2) > 900_000, "" + packs);
        assertTrue(packs.getLast() < 3_000, "" + packs);
    }

    @Test
    void whatWasSavedAfterThisTurnIsNotSavedAgain() throws Exception {
        bench.saved(1);
        assertEquals("unchanged", bench.save(1).output());
        bench.sh("git branch another");
        bench.saved(1);
        bench.saved(2);
        bench.sh("chmod +x file");
        bench.saved(2);
        assertNotEquals(
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/1"),
                Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/2"));
    }

    /** It was taken, and nobody lived to say so: it is that one, and what comes follows it. */
    @Test
    void oneWhoseAnswerWasLostIsFoundAgain() throws Exception {
        bench.sh("echo 1 >>file");
        String follows = "git merge-base --is-ancestor " + takenUnheard(1);
        bench.sh("echo 2 >>file");
        bench.saved(1);
        Bench.sh(bench.bare, follows + " refs/ratoon/checkpoints/1");
        assertEquals("made\t" + takenUnheard(2), bench.save(2).output());
    }

    private String takenUnheard(int turn) throws Exception {
        Path hook = bench.bare.resolve("hooks/post-update");
        Files.writeString(hook, "#!/bin/sh\nkill -s KILL -- -$(ps -o pgid= $$ | tr -d ' ')\n");
        Bench.sh(bench.bare, "chmod +x hooks/post-update");
        assertFalse(bench.killed(turn, 60_000), "it is not killed by the hook");
        Files.delete(hook);
        return Bench.sh(bench.bare, "git rev-parse refs/ratoon/checkpoints/" + turn);
    }

    @Test
    void oneThatWasKilledIsNotInTheWayOfTheNext() throws Exception {
        bench.saved(1);
        Path own = bench.workspace.resolve(".checkpoint");
        for (String lock : List.of("HEAD.lock", "config.lock", "index/tree.lock")) {
            Files.writeString(own.resolve(lock), "");
        }
        bench.sh("echo x >>file");
        bench.saved(2);
        Files.writeString(own.resolve("index/tree"), "no index");
        assertNotEquals(0, bench.save(3).exit());
        bench.more.put("AFRESH", "yes");
        bench.saved(3);
        assertEquals("hello\nx", bench.text(3, "file"));
    }

    @Test
    void aRefusalIsToldInTheGatewaysWords() throws Exception {
        Files.writeString(
                bench.bare.resolve("hooks/update"), "#!/bin/sh\necho too much >&2; exit 1\n");
        Bench.sh(bench.bare, "chmod +x hooks/update");
        Bench.Ran ran = bench.save(1);
        assertEquals(9, ran.exit());
        assertTrue(ran.error().endsWith("remote rejected: hook declined\n"), ran.error());
        Files.delete(bench.bare.resolve("hooks/update"));
        bench.saved(1);
    }

    @Tag("long")
    @Test
    void aKillAtAnyMomentLeavesNothingInTheWay() throws Exception {
        int killed = 0;
        for (int kill = 1; kill <= 12; kill++) {
            bench.sh("echo " + kill + " >>file; mkdir -p more; seq " + kill + " 900 >more/" + kill);
            killed += bench.killed(kill, kill * 25) ? 1 : 0;
        }
        assertTrue(killed > 3, "killed " + killed);
        Bench.Ran ran = bench.save(13);
        if (ran.exit() != 0) {
            bench.more.put("AFRESH", "yes");
            ran = bench.save(13);
        }
        assertEquals(0, ran.exit(), ran::error);
        assertEquals(Bench.FIRST.size() + 12, bench.names(13).size());
        assertTrue(bench.text(13, "file").endsWith("\n12"));
        Bench.sh(bench.bare, "git fsck --strict");
        assertEquals("", Bench.sh(bench.bare, "find . -name '*.lock'"));
    }
}
