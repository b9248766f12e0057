package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.RefChange;
import dev.ratoon.git.Source;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        start(upstream.toString(), List.of());
    }

    private void start(String from, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx96m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreAlone.class.getName(), store.toString(), from));
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

    @Tag("long")
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

    /** The host stands still there, so that the kill finds it in the middle. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTheMiddleOfAFetchOverHttps(boolean first) throws Exception {
        kill();
        var certificate = TestCertificate.make();
        Path trust = certificate.trustStore(folder.resolve("trust"));
        try (var host = new HttpsHost(folder, certificate.server())) {
            var source = new Source.Https(host.address("owner"));
            start(
                    source.normalForm(),
                    List.of(
                            "-Djavax.net.ssl.trustStore=" + trust,
                            "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD));
            Path clone = first ? folder : cloned();
            git.commitLarge(upstream, "large.bin", 48L << 20);
            host.stallAfter = 24L << 20;
            Process fetch =
                    git.start(
                            clone,
                            first
                                    ? List.of("clone", "-q", url, "clone")
                                    : List.of("fetch", "-q", "origin"));
            Waiting.until(() -> size("mirrors/.*incoming_.*\\.tmp") > 16L << 20);
            kill();
            assertTrue(fetch.waitFor() != 0);
            host.stallAfter = Long.MAX_VALUE;
            for (String mirror : find("mirrors/[^/]*\\.git")) {
                git.in(store.resolve(mirror), "fsck", "--strict").ok();
            }
            var settings =
                    UpstreamSettings.defaults()
                            .withPrivateHosts(Set.of("localhost"), certificate.trust());
            try (Sandbox next = next(source, settings, new Noted())) {
                next.cloned(2).ok();
                Path whole = next.folder().resolve("clone2");
                git.in(whole, "fsck").ok();
                assertEquals(
                        git.in(upstream, "rev-parse", "main").ok(),
                        git.in(whole, "rev-parse", "origin/main").ok());
            }
        }
        assertNothingLeft();
    }

    /** What is pushed, and the refs that it moves. */
    enum Sent {
        BRANCH("refs/heads/" + Sandbox.BRANCH),
        CHECKPOINT("refs/ratoon/checkpoints/1 refs/ratoon/state/1");

        private final String refs;

        Sent(String refs) {
            this.refs = refs;
        }

        List<String> refs() {
            return List.of(refs.split(" "));
        }

        List<String> push(String... words) {
            return Stream.concat(Stream.of(words), refs().stream().map("HEAD:"::concat)).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Sent.class)
    @Tag("long")
    void inTheMiddleOfWhatAPushSends(Sent sent) throws Exception {
        Path clone = cloned();
        git.commitLarge(clone, "large.bin", 48L << 20);
        Process push = git.start(clone, sent.push("push", "origin"));
        Waiting.until(() -> found("quarantine/.*/received"));
        kill();
        assertTrue(push.waitFor() != 0);
        var noted = new Noted();
        try (Sandbox next = next(noted)) {
            assertEquals(List.of(), noted.taken);
            next.git(clone, sent.push("push", "-q", next.url()).toArray(String[]::new)).ok();
            assertEquals(sent.refs(), refs(noted));
        }
        assertNothingLeft();
    }

    private static List<String> refs(Noted noted) {
        return noted.taken.stream().map(RefChange::ref).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource(Sent.class)
    void whileAPushIsNoted(Sent sent) throws Exception {
        Path clone = cloned();
        String before = git.in(clone, "rev-parse", "HEAD").ok();
        String commit = git.commit(clone, "c.txt", "three");
        Process push = git.start(clone, sent.push("push", "origin"));
        assertEquals("noting", said.readLine());
        kill();
        assertTrue(push.waitFor() != 0, "nobody was told that it was taken");
        var noted = new Noted();
        try (Sandbox next = next(noted)) {
            var was = sent == Sent.BRANCH ? Optional.of(before) : Optional.<String>empty();
            assertEquals(sent.refs(), refs(noted));
            for (RefChange change : noted.taken) {
                assertEquals(new RefChange(change.ref(), was, commit), change);
            }
            next.git(clone, sent.push("push", next.url()).toArray(String[]::new)).ok();
            assertEquals(sent.refs(), refs(noted), "it was there already");
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
        return next(new Source.LocalPath(upstream), UpstreamSettings.defaults(), noted);
    }

    private Sandbox next(Source source, UpstreamSettings settings, Noted noted) throws IOException {
        var opened = new GitStore(store, Writers.ofThisProcess(), new Upstreams(settings));
        return Sandbox.of(
                Files.createDirectories(folder.resolve("sandbox")),
                StoreAlone.agent(source),
                GitGatewaySettings.defaults(),
                opened,
                new PushDoor(opened, noted, PushLimits.defaults()));
    }

    /** Of the only one, or none. */
    private long size(String name) {
        List<String> found = find(name);
        return found.isEmpty() ? 0 : store.resolve(found.getFirst()).toFile().length();
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
