package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Writers;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.TestCertificate;
import dev.ratoon.git.gateway.Waiting;
import dev.ratoon.git.store.GitStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it publishes; the same order is given to the next one. */
class KilledPublishIT {
    @TempDir Path folder;
    Publisher all;
    Agents.One agent;
    Order order;
    @Nullable Process process;

    @BeforeEach
    void anAgent() throws Exception {
        all = new Publisher(folder);
        agent = all.agent();
        agent.commit("c.txt", "three");
        Files.writeString(agent.work().resolve("d.txt"), "four");
        order = Publisher.order(all.checkpoint(agent));
    }

    @AfterEach
    void end() throws Exception {
        kill();
        all.close();
    }

    private void start() throws Exception {
        Path trust = all.certificate.trustStore(folder.resolve("trust"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx96m");
        command.add("-Djavax.net.ssl.trustStore=" + trust);
        command.add("-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(
                        PublishAlone.class.getName(),
                        folder.resolve("store").toString(),
                        agent.repository.source().normalForm(),
                        agent.repository.agent().toString(),
                        order.commit()));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The next process: it opens the store as one does at its start. */
    private String repeated() throws Exception {
        try (var store =
                new GitStore(folder.resolve("store"), Writers.ofThisProcess(), all.upstreams)) {
            var next =
                    new Publications(
                            store,
                            all.upstreams,
                            Writers.ofThisProcess(),
                            PublishLimits.defaults(),
                            _ -> List.of());
            var from = agent.repository;
            var done = next.publish(from, new Where(from.source(), from.login()), order);
            assertTrue(done instanceof Published.Done, done.toString());
            return ((Published.Done) done).commit();
        }
    }

    private void assertPublishedOnce(String commit) throws Exception {
        assertEquals(commit, all.upstream("rev-parse", "ratoon/fix"));
        assertEquals("Fix it\nthree", all.upstream("log", "--format=%s", "main..ratoon/fix"));
        all.upstream("fsck", "--strict");
        all.owner.in(agent.stored, "fsck", "--connectivity-only").ok();
        assertEquals(List.of(), find(".*(incoming_|insert_|\\.new|refs.*\\.lock).*"));
        // The agent goes on as before.
        agent.commit("e.txt", "five");
        agent.git("push", "-q", "origin", "HEAD").ok();
    }

    private List<String> find(String name) throws IOException {
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.walk(store)) {
            return files.map(file -> store.relativize(file).toString())
                    .filter(one -> one.matches(name))
                    .toList();
        }
    }

    @Test
    void before_anything_was_sent() throws Exception {
        all.host.deafToPushes = true;
        start();
        Waiting.until(() -> all.host.seen.stream().anyMatch(one -> one.contains("receive-pack")));
        kill();
        all.owner.in(all.upstream, "rev-parse", "--verify", "-q", "ratoon/fix").failed();
        String made = all.owner.in(agent.stored, "rev-parse", "refs/ratoon/published^1").ok();
        all.host.deafToPushes = false;
        assertEquals(made, repeated());
        assertPublishedOnce(made);
    }

    @Test
    void while_upstream_thinks_about_it() throws Exception {
        Path reached = folder.resolve("reached");
        Path go = folder.resolve("go");
        all.hook("pre-receive", waiting(reached, go));
        start();
        Waiting.until(() -> Files.exists(reached));
        kill();
        Files.createFile(go);
        assertPublishedOnce(repeated());
    }

    @Test
    void when_upstream_has_it_and_nobody_was_told() throws Exception {
        Path reached = folder.resolve("reached");
        Path go = folder.resolve("go");
        all.hook("post-receive", waiting(reached, go));
        start();
        Waiting.until(() -> Files.exists(reached));
        kill();
        Files.createFile(go);
        String there = all.upstream("rev-parse", "ratoon/fix");
        assertEquals(there, repeated());
        assertEquals(1, all.host.pushes.get());
        assertPublishedOnce(there);
    }

    private static String waiting(Path reached, Path go) {
        return "touch %s; for i in $(seq 600); do [ -e %s ] && exit 0; sleep 0.1; done; exit 1"
                .formatted(reached, go);
    }
}
