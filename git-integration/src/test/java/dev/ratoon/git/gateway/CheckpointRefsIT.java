package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hidden refs a sandbox is shown: of its own agent, and only what restores its workspace. */
class CheckpointRefsIT {
    private static final List<Integer> PROTOCOLS = List.of(0, 1, 2);

    @TempDir Path folder;
    private Agents agents;
    private Agents.One one;
    private Agents.One two;

    @BeforeEach
    void anAgentWithCheckpoints() throws Exception {
        Path upstream = new GitClient(folder).repository(folder.resolve("owner"));
        agents = new Agents(folder, UpstreamSettings.defaults(), PushLimits.defaults());
        var wish = Agents.Wish.of(new Source.LocalPath(upstream));
        one = agents.agent("one", wish);
        two = agents.agent("two", wish);
        one.cloned().ok();
        two.cloned().ok();
    }

    @AfterEach
    void close() {
        agents.close();
    }

    private String save(int turn, String... kinds) throws Exception {
        String commit = one.commit("saved-" + turn, "of turn " + turn);
        for (String kind : kinds) {
            one.git("push", "-q", "origin", commit + ":refs/ratoon/" + kind + "/" + turn).ok();
        }
        return commit;
    }

    @Test
    void theNewestWholeCheckpointIsShownToItsOwnSandbox() throws Exception {
        save(2, "checkpoints", "state");
        String newest = save(10, "checkpoints", "state");
        String half = save(11, "checkpoints");
        for (int version : PROTOCOLS) {
            String protocol = "protocol.version=" + version;
            assertEquals(
                    newest + "\trefs/ratoon/checkpoints/10\n" + newest + "\trefs/ratoon/state/10",
                    one.git("-c", protocol, "ls-remote", "origin", "refs/ratoon/*").ok());
            String ref = "refs/ratoon/checkpoints/10";
            one.git("-c", protocol, "fetch", "-q", "origin", "+" + ref + ":refs/back").ok();
            assertEquals(newest, one.git("rev-parse", "refs/back").ok());
            one.git("-c", protocol, "fetch", "origin", "refs/ratoon/checkpoints/2").failed();
            one.git("-c", protocol, "fetch", "origin", "refs/ratoon/base").failed();
            two.git("-c", protocol, "fetch", "origin", half).failed();
        }
        one.in(one.folder, "clone", "-q", agents.url(), "second").ok();
        String refs = one.in(one.folder.resolve("second"), "for-each-ref").ok();
        assertFalse(refs.contains("ratoon/checkpoints"), refs);
    }

    @Test
    void noOtherAgentIsShownItOrGivenWhatIsInIt() throws Exception {
        String saved = save(1, "checkpoints", "state");
        String blob = one.git("rev-parse", saved + ":saved-1").ok();
        for (int version : PROTOCOLS) {
            String protocol = "protocol.version=" + version;
            String shown = two.git("-c", protocol, "ls-remote", "origin").ok();
            assertFalse(shown.contains("refs/ratoon"), shown);
            assertTrue(shown.contains("refs/heads/ratoon/two"), shown);
            for (String wanted : List.of("refs/ratoon/checkpoints/1", saved, blob)) {
                two.git("-c", protocol, "fetch", "origin", wanted).failed();
            }
        }
    }

    @Test
    void whatIsHiddenIsNotGivenByItsHash() throws Exception {
        String half = save(3, "checkpoints");
        String blob = one.git("rev-parse", half + ":saved-3").ok();
        one.in(one.folder, "clone", "-q", agents.url(), "second").ok();
        Path second = one.folder.resolve("second");
        for (int version : PROTOCOLS) {
            for (String wanted : List.of(half, blob)) {
                one.in(second, "-c", "protocol.version=" + version, "fetch", "origin", wanted)
                        .failed();
            }
        }
    }
}
