package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.Source;
import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushIT {
    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    Path clone;
    Path stored;
    GitStore store;
    Sandbox sandbox;
    final Noted noted = new Noted();

    @BeforeEach
    void aClone() throws Exception {
        owner = new GitClient(folder);
        upstream = owner.repository(folder.resolve("owner"));
        store =
                new GitStore(
                        folder.resolve("store"),
                        Writers.ofThisProcess(),
                        new Upstreams(UpstreamSettings.defaults()));
        stored = folder.resolve("store/agents/" + Sandbox.AGENT + ".git");
        open(PushLimits.defaults());
        sandbox.git(sandbox.folder(), "clone", "-q", sandbox.url(), "clone").ok();
        clone = sandbox.folder().resolve("clone");
        sandbox.git(clone, "config", "user.name", "Agent").ok();
        sandbox.git(clone, "config", "user.email", "agent@example.invalid").ok();
    }

    private void open(PushLimits limits) throws IOException {
        var wanted =
                new AgentRepository(
                        Sandbox.AGENT,
                        "fix",
                        new Source.LocalPath(upstream),
                        Optional.empty(),
                        Optional.empty(),
                        Sandbox.BRANCH,
                        false);
        Path own = Files.createDirectories(folder.resolve("sandbox"));
        sandbox =
                Sandbox.of(
                        own,
                        wanted,
                        GitGatewaySettings.defaults(),
                        store,
                        new PushDoor(store, noted, limits));
    }

    private void again(PushLimits limits) throws Exception {
        sandbox.close();
        open(limits);
        git("remote", "set-url", "origin", sandbox.url());
    }

    @AfterEach
    void close() {
        sandbox.close();
        store.close();
    }

    @Test
    void theOwnBranchIsTakenAndNotedAndUpstreamDoesNotChange() throws Exception {
        String before = git("rev-parse", "HEAD");
        String refs = owner.in(upstream, "show-ref").ok();
        for (int version : List.of(0, 1, 2)) {
            String commit = commit("c.txt", "three " + version);
            git("-c", "protocol.version=" + version, "push", "-q", "origin", "HEAD");
            assertEquals(
                    List.of(new RefChange("refs/heads/ratoon/fix-1", Optional.of(before), commit)),
                    noted.taken);
            assertEquals(commit, own());
            noted.taken.clear();
            before = commit;
        }
        assertEquals(refs, owner.in(upstream, "show-ref").ok());
        sandbox.git(sandbox.folder(), "clone", "-q", sandbox.url(), "second").ok();
        assertEquals(
                "three 2", Files.readString(sandbox.folder().resolve("second").resolve("c.txt")));
        owner.in(stored, "fsck", "--strict").ok();
    }

    @Test
    void theOwnBranchMayBeRewritten() throws Exception {
        commit("c.txt", "three");
        git("push", "-q", "origin", "HEAD");
        git("reset", "-q", "--hard", "HEAD~1");
        String other = commit("d.txt", "other");
        git("push", "-q", "--force", "origin", "HEAD");
        assertEquals(other, own());
    }

    @Test
    void nothingButTheOwnBranchIsMoved() throws Exception {
        commit("c.txt", "three");
        String before = owner.in(stored, "for-each-ref").ok();
        for (String ref :
                List.of(
                        "main",
                        "refs/heads/ratoon/other-2",
                        "refs/tags/v2",
                        "refs/ratoon/other/1",
                        "refs/ratoon/checkpoints/x",
                        "refs/notes/commits",
                        "refs/heads/-option",
                        "refs/heads/ratoon/fix-1/below")) {
            String said = refused("push", "--force", "origin", "HEAD:" + ref);
            assertTrue(said.contains("[remote rejected]"), said);
            assertTrue(said.contains("(branch)"), said);
            assertTrue(
                    said.contains(
                            "remote: Refused by the rule branch: This sandbox pushes to its own"
                                    + " branch alone: git push origin HEAD:ratoon/fix-1"),
                    said);
        }
        git("tag", "v9");
        refused("push", "origin", "v9");
        String said = refused("push", "origin", ":ratoon/fix-1");
        assertTrue(said.contains("(delete)"), said);
        refused("push", "origin", ":main", ":refs/tags/v1");
        assertEquals(before, owner.in(stored, "for-each-ref").ok());
        assertEquals(List.of(), noted.taken);
        assertTrue(noted.refused.contains("branch refs/heads/main"), noted.refused::toString);
        assertTrue(noted.refused.contains("delete refs/heads/ratoon/fix-1"));
    }

    @Test
    void hiddenRefsAreTakenFollowedAndShownToNobody() throws Exception {
        String commit = commit("c.txt", "three");
        // Without its state it is half; who is shown a whole one: CheckpointRefsIT.
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
        assertEquals(commit, owner.in(stored, "rev-parse", "refs/ratoon/checkpoints/1").ok());
        assertFalse(git("ls-remote", "origin").contains("refs/ratoon"));
        sandbox.git(sandbox.folder(), "clone", "-q", sandbox.url(), "second").ok();
        Path second = sandbox.folder().resolve("second");
        for (int version : List.of(0, 2)) {
            String said =
                    sandbox.git(
                                    second,
                                    "-c",
                                    "protocol.version=" + version,
                                    "fetch",
                                    "origin",
                                    commit)
                            .failed();
            assertTrue(said.contains("not valid") || said.contains("not our ref"), said);
        }
        noted.taken.clear();
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
        assertEquals(List.of(), noted.taken);
        String later = commit("d.txt", "four");
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
        assertEquals(later, owner.in(stored, "rev-parse", "refs/ratoon/checkpoints/1").ok());
        String said = refused("push", "--force", "origin", commit + ":refs/ratoon/checkpoints/1");
        assertTrue(said.contains("is there already"), said);
    }

    @Test
    void aCheckpointOfATurnThatIsNotGivenYetIsRefused() throws Exception {
        noted.turns = 2;
        commit("c.txt", "three");
        for (String kind : List.of("checkpoints", "state")) {
            git("push", "-q", "origin", "HEAD:refs/ratoon/" + kind + "/2");
            String said = refused("push", "origin", "HEAD:refs/ratoon/" + kind + "/3");
            assertTrue(said.contains("of a turn that is not given yet"), said);
        }
        refused("push", "origin", "HEAD:refs/ratoon/checkpoints/02");
    }

    @Test
    void aCheckpointBringsOnlyWhatIsNew() throws Exception {
        Files.write(
                clone.resolve("large.bin"),
                new java.util.Random(1).ints(100_000).mapToObj(Integer::toString).toList());
        git("add", ".");
        git("commit", "-q", "-m", "large");
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
        commit("d.txt", "four");
        String said = git("push", "--progress", "origin", "HEAD:refs/ratoon/checkpoints/2");
        assertTrue(said.contains("Total 3 "), said);
    }

    @Test
    void whateverShapeHistoryHasItIsTaken() throws Exception {
        commit("c.txt", "three");
        git("revert", "--no-edit", "HEAD");
        git("push", "-q", "origin", "HEAD");
        git("checkout", "-q", "--orphan", "alone");
        git("commit", "-q", "-m", "alone");
        git("push", "-q", "--force", "origin", "HEAD:ratoon/fix-1");
        git("checkout", "-q", "origin/other");
        commit("d.txt", "four");
        git("merge", "-q", "--no-edit", "origin/main");
        git("push", "-q", "--force", "origin", "HEAD:ratoon/fix-1");
        sandbox.git(sandbox.folder(), "clone", "-q", "--depth=1", sandbox.url(), "shallow").ok();
        Path shallow = sandbox.folder().resolve("shallow");
        sandbox.git(shallow, "config", "user.name", "Agent").ok();
        sandbox.git(shallow, "config", "user.email", "agent@example.invalid").ok();
        String commit = sandbox.git().commit(shallow, "a.txt", "shallow");
        sandbox.git(shallow, "push", "-q", "origin", "HEAD").ok();
        assertEquals(commit, own());
        owner.in(stored, "fsck", "--strict").ok();
    }

    @Test
    void whatCannotBeNotedDoesNotHappen() throws Exception {
        String before = own();
        commit("c.txt", "three");
        noted.deaf = true;
        refused("push", "origin", "HEAD");
        assertEquals(before, own());
        noted.deaf = false;
        git("push", "-q", "origin", "HEAD");
        assertEquals(1, noted.taken.size());
    }

    @Test
    void whatIsForPeopleToChangeIsRefusedUnlessSomebodyAllowsItOnce() throws Exception {
        again(PushLimits.defaults().withRules(List.of(".github/workflows/**"), false));
        Files.createDirectories(clone.resolve(".github/workflows"));
        commit(".github/workflows/ci.yml", "on: push");
        String said = refused("push", "origin", "HEAD");
        assertTrue(said.contains("(paths)"), said);
        assertTrue(said.contains("changes .github/workflows/ci.yml"), said);
        assertTrue(said.contains("To allow it once: ratoon allow fix paths"), said);
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
        noted.allowed.add(PushRule.PATHS);
        refused("push", "origin", "HEAD:main", "HEAD");
        git("push", "-q", "origin", "HEAD");
        commit(".github/workflows/ci.yml", "on: pull");
        refused("push", "origin", "HEAD");
    }

    @Test
    void whatIsAllowedOnceIsUsedUpByWhatIsTakenOnly() throws Exception {
        again(PushLimits.defaults().withRules(List.of(".github/**"), false));
        Files.createDirectories(clone.resolve(".github"));
        commit(".github/ci.yml", "on: push");
        noted.allowed.add(PushRule.PATHS);
        noted.deaf = true;
        String said = refused("push", "origin", "HEAD");
        assertTrue(said.contains("push again, and tell its operator"), said);
        assertEquals(Set.of(PushRule.PATHS), noted.allowed, "nothing was taken for it");
        noted.deaf = false;
        git("push", "-q", "origin", "HEAD");
        assertEquals(Set.of(), noted.allowed);
    }

    @Test
    void whatNobodyCanAllowSaysWhy() throws Exception {
        commit("c.txt", "three");
        String said = refused("push", "origin", "HEAD:main");
        assertTrue(said.contains("Nobody can allow it: other branches are changed by"), said);
        said = refused("push", "origin", ":" + Sandbox.BRANCH);
        assertTrue(said.contains("Nobody can allow it: what an agent has pushed stays"), said);
    }

    @Test
    void aKeyThatIsAddedIsRefusedAndOneThatWasThereIsNot() throws Exception {
        commit("old.txt", "AKIA" + "ABCDEFGHIJKLMNOP");
        git("push", "-q", "origin", "HEAD");
        again(PushLimits.defaults().withRules(List.of(), true));
        commit("old.txt", "AKIA" + "ABCDEFGHIJKLMNOP and more");
        git("push", "-q", "origin", "HEAD");
        commit("new.txt", "one\nghp_" + "a".repeat(36));
        String said = refused("push", "origin", "HEAD");
        assertTrue(said.contains("adds what looks like a GitHub token, in new.txt, line 2"), said);
        assertTrue(said.contains("ratoon allow fix secrets"), said);
    }

    @Test
    void whatItsEnvironmentRefusesIsRefusedInItsName() throws Exception {
        noted.guard = () -> new PushGuard(List.of("infra/"), true, "the environment 'red/java'");
        Files.createDirectories(clone.resolve("infra"));
        commit("infra/main.tf", "# none");
        String said = refused("push", "origin", "HEAD");
        assertTrue(said.contains("Refused by the rule paths"), said);
        assertTrue(
                said.contains(
                        "infra/ is for people to change (a rule of the environment 'red/java')"),
                said);
        assertTrue(said.contains("To allow it once: ratoon allow fix paths"), said);
        noted.allowed.add(PushRule.PATHS);
        git("push", "-q", "origin", "HEAD");
        git("rm", "-q", "infra/main.tf");
        git("commit", "-qm", "gone");
        assertTrue(refused("push", "origin", "HEAD").contains("changes infra/main.tf"));
        git("reset", "-q", "--hard", "HEAD^");
        commit("key.txt", "glpat-" + "a".repeat(20));
        assertTrue(refused("push", "origin", "HEAD").contains("ratoon allow fix secrets"));
        noted.allowed.add(PushRule.SECRETS);
        git("push", "-q", "origin", "HEAD");
    }

    @Test
    void aLinkInThePlaceOfAGuardedFolderIsRefused() throws Exception {
        noted.guard = () -> new PushGuard(List.of("infra/prod/**"), false, "");
        Files.createDirectories(clone.resolve("infra"));
        Files.createSymbolicLink(clone.resolve("infra/prod"), Path.of("../elsewhere"));
        git("add", "infra/prod");
        git("commit", "-qm", "linked");
        assertTrue(refused("push", "origin", "HEAD").contains("changes infra/prod,"));
    }

    @Test
    void whatWasPushedBesideTheBranchIsLookedAtOnlySoFar() throws Exception {
        again(new PushLimits(1 << 20, 1 << 20, 1 << 20, 100, 8 << 20, List.of(), false));
        noted.guard = () -> new PushGuard(List.of("infra/"), false, "");
        for (int turn = 1; turn <= 2; turn++) {
            for (int i = 0; i < 80; i++) {
                git("commit", "-q", "--allow-empty", "-m", "more");
            }
            git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/" + turn);
        }
        String said = refused("push", "origin", "HEAD");
        assertTrue(said.contains("(size)"), said);
        assertTrue(said.contains("it has more than 100 commits"), said);
        git("push", "-q", "origin", "HEAD~100:refs/heads/" + Sandbox.BRANCH);
    }

    @Test
    void whoseRulesCannotBeReadPushesNothing() throws Exception {
        String before = own();
        commit("c.txt", "three");
        noted.guard =
                () -> {
                    throw new IllegalStateException("the log cannot be read");
                };
        refused("push", "origin", "HEAD");
        assertEquals(before, own());
        git("push", "-q", "origin", "HEAD:refs/ratoon/checkpoints/1");
    }

    private String own() throws Exception {
        return owner.in(stored, "rev-parse", "refs/heads/" + Sandbox.BRANCH).ok();
    }

    private String git(String... arguments) throws Exception {
        return sandbox.git(clone, arguments).ok();
    }

    private String refused(String... arguments) throws Exception {
        return sandbox.git(clone, arguments).failed();
    }

    private String commit(String file, String text) throws Exception {
        return sandbox.git().commit(clone, file, text);
    }
}
