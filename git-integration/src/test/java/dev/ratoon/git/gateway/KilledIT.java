package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.RefChange;
import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's process is killed in the middle; the next one goes on with the same store. */
class KilledIT {
    @TempDir Path folder;
    GitClient git;
    Path upstream;
    Path store;
    Process process;
    BufferedReader said;
    String url;

    @BeforeEach
    void aProcess() throws Exception {
        git = new GitClient(folder);
        upstream = git.repository(folder.resolve("owner"));
        store = folder.resolve("store");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreAlone.class.getName(), store.toString(), upstream.toString()));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        said = process.inputReader(StandardCharsets.US_ASCII);
        url = "http://127.0.0.1:" + said.readLine() + "/git/repository.git";
    }

    @AfterEach
    void end() throws Exception {
        kill();
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Test
    void inTheMiddleOfAFetch() throws Exception {
        git.commitLarge(upstream, "large.bin", 48L << 20);
        Process clone = git.start(folder, List.of("clone", "-q", url, "clone"));
        Waiting.until(() -> found("mirrors/.*incoming_.*\\.pack"));
        kill();
        assertTrue(clone.waitFor() != 0);
        try (Sandbox next = next(new Noted())) {
            next.cloned(2).ok();
            git.in(next.folder().resolve("clone2"), "fsck").ok();
        }
        assertNothingLeft();
    }

    @Test
    void inTheMiddleOfWhatAPushSends() throws Exception {
        Path clone = cloned();
        git.commitLarge(clone, "large.bin", 48L << 20);
        Process push = git.start(clone, List.of("push", "origin", "HEAD"));
        Waiting.until(() -> found("quarantine/.*/received"));
        kill();
        assertTrue(push.waitFor() != 0);
        var noted = new Noted();
        try (Sandbox next = next(noted)) {
            assertEquals(List.of(), noted.taken);
            next.git(clone, "push", "-q", next.url(), "HEAD").ok();
            assertEquals(1, noted.taken.size());
        }
        assertNothingLeft();
    }

    @Test
    void whileAPushIsNoted() throws Exception {
        Path clone = cloned();
        String before = git.in(clone, "rev-parse", "HEAD").ok();
        String commit = git.commit(clone, "c.txt", "three");
        Process push = git.start(clone, List.of("push", "origin", "HEAD"));
        assertEquals("noting", said.readLine());
        kill();
        assertTrue(push.waitFor() != 0, "nobody was told that it was taken");
        var noted = new Noted();
        try (Sandbox next = next(noted)) {
            var change = new RefChange("refs/heads/" + Sandbox.BRANCH, Optional.of(before), commit);
            assertEquals(List.of(change), noted.taken);
            assertTrue(next.git(clone, "push", next.url(), "HEAD").ok().contains("up-to-date"));
        }
        assertNothingLeft();
    }

    @Test
    void aLockThatWasLeftBehindHoldsNobodyUp() throws Exception {
        Path clone = cloned();
        kill();
        Path agent = store.resolve("agents/" + Sandbox.AGENT + ".git");
        Files.writeString(agent.resolve("packed-refs.lock"), "half");
        Files.writeString(agent.resolve("refs/heads/ratoon/fix-1.lock"), "half");
        git.commit(upstream, "d.txt", "new upstream");
        git.commit(clone, "c.txt", "three");
        try (Sandbox next = next(new Noted())) {
            next.git(clone, "fetch", "-q", next.url()).ok();
            next.git(clone, "push", "-q", next.url(), "HEAD").ok();
        }
        assertNothingLeft();
    }

    private Path cloned() throws Exception {
        git.in(folder, "clone", "-q", url, "clone").ok();
        Path clone = folder.resolve("clone");
        git.in(clone, "config", "user.name", "Agent").ok();
        git.in(clone, "config", "user.email", "agent@example.invalid").ok();
        return clone;
    }

    private Sandbox next(Noted noted) throws IOException {
        var opened =
                new GitStore(
                        store, Writers.ofThisProcess(), new Upstreams(UpstreamSettings.defaults()));
        return Sandbox.of(
                Files.createDirectories(folder.resolve("sandbox")),
                StoreAlone.agent(upstream),
                GitGatewaySettings.defaults(),
                opened,
                new PushDoor(opened, noted, PushLimits.defaults()));
    }

    private boolean found(String name) {
        return !find(name).isEmpty();
    }

    private List<String> find(String name) {
        try (Stream<Path> all = Files.walk(store)) {
            return all.map(file -> store.relativize(file).toString())
                    .filter(one -> one.matches(name))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // something went away meanwhile
        }
    }

    /** One quarantine is the living one's. */
    private void assertNothingLeft() throws Exception {
        assertEquals(List.of(), find(".*(incoming_|/received|\\.new|refs.*\\.lock|pending/).*"));
        assertEquals(1, find("quarantine/[^/]*\\.lock").size());
    }
}
