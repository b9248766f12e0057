package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPathIT {
    @TempDir Path folder;
    GitClient owner;
    Path repository;

    @BeforeEach
    void aRepository() throws Exception {
        Files.createDirectories(folder.resolve("sandbox"));
        owner = new GitClient(folder);
        repository = owner.repository(folder.resolve("owner"));
    }

    @Test
    void everyVersionOfTheProtocolClones() throws Exception {
        try (Sandbox sandbox = sandbox(repository)) {
            for (int version : List.of(0, 1, 2)) {
                sandbox.cloned(version).ok();
                Path clone = sandbox.folder().resolve("clone" + version);
                assertEquals("two", Files.readString(clone.resolve("b.txt")));
                assertEquals("v1", sandbox.git(clone, "tag").ok());
                sandbox.git(clone, "rev-parse", "origin/other").ok();
                sandbox.git(clone, "fsck", "--strict").ok();
            }
        }
    }

    @Test
    void everyVersionClonesShallowAndGoesDeeper() throws Exception {
        try (Sandbox sandbox = sandbox(repository)) {
            for (int version : List.of(0, 1, 2)) {
                sandbox.cloned(version, "--depth=1").ok();
                Path clone = sandbox.folder().resolve("clone" + version);
                assertEquals("1", sandbox.git(clone, "rev-list", "--count", "HEAD").ok());
                sandbox.git(clone, "-c", "protocol.version=" + version, "fetch", "--unshallow")
                        .ok();
                assertEquals("2", sandbox.git(clone, "rev-list", "--count", "HEAD").ok());
            }
        }
    }

    @Test
    void aPartialCloneFetchesItsFilesWhenTheyAreLookedAt() throws Exception {
        try (Sandbox sandbox = sandbox(repository)) {
            for (int version : List.of(0, 2)) {
                sandbox.cloned(version, "--filter=blob:none", "--no-checkout").ok();
                Path clone = sandbox.folder().resolve("clone" + version);
                String missing =
                        sandbox.git(clone, "rev-list", "--objects", "--missing=print", "HEAD").ok();
                assertEquals(2, missing.lines().filter(line -> line.startsWith("?")).count());
                sandbox.git(clone, "-c", "protocol.version=" + version, "checkout", "main").ok();
                assertEquals("one", Files.readString(clone.resolve("a.txt")));
            }
        }
    }

    @Test
    void anEmptyRepositoryClones() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        owner.in(empty, "init", "-q", "--bare", "-b", "main").ok();
        try (Sandbox sandbox = sandbox(empty)) {
            for (int version : List.of(0, 1, 2)) {
                assertTrue(sandbox.cloned(version).ok().contains("empty repository"));
            }
        }
    }

    @Test
    void aBareRepositoryAndALinkedWorkTreeClone() throws Exception {
        Path bare = folder.resolve("bare.git");
        owner.in(folder, "clone", "-q", "--bare", "--shared", repository.toString(), "bare.git")
                .ok();
        Path linked = folder.resolve("linked");
        owner.in(repository, "worktree", "add", "-q", linked.toString(), "other").ok();
        for (Path one : List.of(bare, linked)) {
            try (Sandbox sandbox = sandbox(one)) {
                sandbox.git(
                                sandbox.folder(),
                                "clone",
                                "-q",
                                "-b",
                                "main",
                                sandbox.url(),
                                one.getFileName().toString())
                        .ok();
            }
        }
    }

    @Test
    void whatIsNoRepositoryIsToldToTheClient() throws Exception {
        Path plain = Files.createDirectories(folder.resolve("plain"));
        try (Sandbox sandbox = sandbox(plain)) {
            for (int version : List.of(0, 1, 2)) {
                String said = sandbox.cloned(version).failed();
                assertTrue(said.contains("remote error: " + plain + " is no git repository"), said);
            }
        }
        try (Sandbox sandbox = sandbox(folder.resolve("gone"))) {
            assertTrue(sandbox.cloned(2).failed().contains("There is no folder"));
        }
    }

    @Test
    void whatNothingLeadsToAndWhatIsHiddenStaysWithTheOwner() throws Exception {
        String dropped = owner.commit(repository, "secret.txt", "dropped");
        owner.in(repository, "reset", "-q", "--hard", "HEAD~1").ok();
        Files.writeString(repository.resolve("a.txt"), "stashed");
        owner.in(repository, "stash").ok();
        String stashed = owner.in(repository, "rev-parse", "stash").ok();
        String secret = owner.in(repository, "rev-parse", dropped + ":secret.txt").ok();
        try (Sandbox sandbox = sandbox(repository)) {
            String refs = sandbox.git(sandbox.folder(), "ls-remote", sandbox.url()).ok();
            assertFalse(refs.contains("stash"), refs);
            for (int version : List.of(0, 2)) {
                sandbox.cloned(version).ok();
                Path clone = sandbox.folder().resolve("clone" + version);
                for (String hidden : List.of(dropped, stashed, secret)) {
                    sandbox.git(
                                    clone,
                                    "-c",
                                    "protocol.version=" + version,
                                    "fetch",
                                    "origin",
                                    hidden)
                            .failed();
                }
            }
        }
    }

    @Test
    void nothingOfTheRepositoryIsRunAndNothingInItChanges() throws Exception {
        Path ran = folder.resolve("ran");
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\ntouch '" + ran + "'\nexec \"$@\"\n");
        script.toFile().setExecutable(true);
        for (String hook : List.of("pre-upload", "post-checkout", "reference-transaction")) {
            Files.copy(script, repository.resolve(".git/hooks").resolve(hook));
        }
        for (String setting :
                List.of(
                        "uploadpack.packObjectsHook",
                        "core.fsmonitor",
                        "core.sshCommand",
                        "core.alternateRefsCommand",
                        "core.gitProxy",
                        "core.askPass",
                        "credential.helper",
                        "gpg.program",
                        "remote.origin.uploadpack",
                        "filter.x.smudge",
                        "filter.x.clean")) {
            owner.in(repository, "config", setting, script.toString()).ok();
        }
        owner.in(repository, "config", "remote.origin.url", "ext::" + script).ok();
        owner.in(repository, "config", "core.hooksPath", script.getParent().toString()).ok();
        Files.writeString(repository.resolve(".git/info/attributes"), "* filter=x\n");
        Path lent = owner.repository(folder.resolve("lent"));
        owner.in(lent, "config", "core.fsmonitor", script.toString()).ok();
        Files.writeString(
                repository.resolve(".git/objects/info/alternates"),
                lent.resolve(".git/objects") + "\n");
        var before = times(repository);
        try (Sandbox sandbox = sandbox(repository)) {
            sandbox.cloned(2).ok();
            sandbox.cloned(0, "--filter=blob:none").ok();
        }
        assertFalse(Files.exists(ran), "something of the repository ran");
        assertEquals(before, times(repository));
    }

    @Test
    void aLongConversationIsPackedAndUnderstood() throws Exception {
        try (Sandbox sandbox = sandbox(repository)) {
            sandbox.cloned(2).ok();
            Path clone = sandbox.folder().resolve("clone2");
            var commits = new StringBuilder();
            for (int i = 0; i < 600; i++) {
                commits.append("commit refs/heads/mine\ncommitter A <a@x> ")
                        .append(1_700_000_000 + i)
                        .append(" +0000\ndata 1\nx\n\n");
            }
            Path stream = Files.writeString(folder.resolve("stream"), commits);
            Process importing =
                    new ProcessBuilder("git", "fast-import", "--quiet")
                            .directory(clone.toFile())
                            .redirectInput(stream.toFile())
                            .inheritIO()
                            .redirectInput(stream.toFile())
                            .start();
            assertEquals(0, importing.waitFor());
            owner.commit(repository, "c.txt", "three");
            for (int version : List.of(0, 2)) {
                String traced =
                        sandbox.git(
                                        clone,
                                        "-c",
                                        "protocol.version=" + version,
                                        "fetch",
                                        "origin",
                                        "main:got" + version)
                                .ok();
                assertEquals(
                        "three",
                        sandbox.git(clone, "show", "got" + version + ":c.txt").ok(),
                        traced);
            }
        }
    }

    @Tag("long")
    @Test
    void aLargeRepositoryStreamsThroughALittleMemory() throws Exception {
        owner.commitLarge(repository, "large.bin", 128L << 20);
        try (Sandbox sandbox = sandbox(repository)) {
            sandbox.cloned(2).ok();
            assertEquals(128L << 20, Files.size(sandbox.folder().resolve("clone2/large.bin")));
        }
    }

    @Test
    void twoCloneAtOnce() throws Exception {
        owner.commitLarge(repository, "large.bin", 8L << 20);
        try (Sandbox sandbox = sandbox(repository)) {
            Process one = sandbox.start("clone", "-q", sandbox.url(), "one");
            Process two = sandbox.start("clone", "-q", sandbox.url(), "two");
            for (Process clone : List.of(one, two)) {
                assertTrue(clone.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, clone.exitValue());
            }
        }
    }

    private Sandbox sandbox(Path source) throws IOException {
        Files.createDirectories(folder.resolve("sandbox"));
        return Sandbox.of(
                folder.resolve("sandbox"),
                new Source.LocalPath(source),
                GitGatewaySettings.defaults());
    }

    private static TreeMap<String, String> times(Path folder) throws IOException {
        var times = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                times.put(path.toString(), Files.getLastModifiedTime(path).toString());
            }
        }
        return times;
    }
}
