package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.pulls.Bare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes with the git role on one folder; PostgreSQL says who writes to what. */
@Timeout(300)
class TwoStoresIT {
    private static final int ROUNDS = 6;

    @TempDir Path folder;
    private TestServer server;
    private Migrated database;
    private CountingHost host;
    private One a;
    private One b;

    @BeforeEach
    void begin() throws Exception {
        server = TestServer.start("embedded");
        database = Migrated.freshOn(server);
        host = new CountingHost(folder);
        var upstream = Bare.in(host.repositories.resolve("app.git"));
        byte[] much = new byte[2 << 20];
        new Random(7).nextBytes(much);
        upstream.commit("main", "large.txt", HexFormat.of().formatHex(much));
        host.large.set(0);
        a = One.start("a", folder, database.database(), host);
        b = One.start("b", folder, database.database(), host);
    }

    @AfterEach
    void end() throws Exception {
        for (One one : List.of(a, b)) {
            one.kill();
        }
        host.close();
        server.close();
    }

    /** A process, and where it serves git. */
    private record One(Process process, String url, AtomicBoolean killed) {
        static One start(String name, Path folder, Database database, CountingHost host)
                throws IOException {
            var command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx96m",
                                    "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of(host.tls.options().split(" ", -1)));
            command.addAll(
                    List.of(
                            "-cp",
                            System.getProperty("java.class.path"),
                            StorePlane.class.getName(),
                            folder.resolve("store").toString(),
                            database.jdbcUrl(),
                            database.username(),
                            database.password(),
                            name,
                            host.address("app.git")));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String port = process.inputReader(StandardCharsets.US_ASCII).readLine();
            return new One(
                    process,
                    "http://127.0.0.1:" + port + "/git/repository.git",
                    new AtomicBoolean());
        }

        void kill() throws InterruptedException {
            // Said first: whoever is cut off may hear of it before this process sees the other one
            // end.
            killed.set(true);
            process.destroyForcibly().waitFor();
        }
    }

    @Tag("long")
    @Test
    void ten_clones_over_both_cause_one_fetch() throws Exception {
        List<Callable<String>> clones = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String agent = "a" + i;
            One through = i % 2 == 0 ? a : b;
            clones.add(() -> git(folder, agent, "clone", "-q", through.url(), agent));
        }
        all(clones);
        assertEquals(1, host.large.get());
        assertSound();
    }

    /** Two for each of two agents: one pushes its branch, the other checkpoints of it. */
    @Tag("long")
    @Test
    void pushes_through_both_are_whole_though_one_is_killed_amid_them() throws Exception {
        var pushed = new AtomicInteger();
        List<Callable<String>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            String agent = "p" + i / 2;
            git(folder, agent, "clone", "-q", b.url(), "work" + i);
            workers.add(() -> work(number, agent, pushed));
        }
        List<String> tips = all(workers);
        assertFalse(a.process().isAlive(), "it was killed amid them");
        for (int i = 0; i < 4; i++) {
            var kept = new Bare(repository("p" + i / 2));
            assertEquals(tips.get(i), kept.git("rev-parse", ref(i, ROUNDS)), "worker " + i);
        }
        for (int round = 0; round < ROUNDS; round++) {
            new Bare(repository("p0")).git("rev-parse", "--verify", ref(1, round));
        }
        assertSound();
    }

    /** What it has pushed last, through the one that lives. */
    private String work(int number, String agent, AtomicInteger pushed) throws Exception {
        Path work = folder.resolve("work" + number);
        for (int round = 0; round <= ROUNDS; round++) {
            Files.writeString(work.resolve("file" + number), "round " + round);
            git(work, agent, "add", "-A");
            git(work, agent, "commit", "-qm", "round " + round);
            One through = (number + round) % 2 == 0 && round < ROUNDS ? a : b;
            String[] push = {"push", "-q", through.url(), "HEAD:" + ref(number, round)};
            Ran ran = run(work, agent, push);
            if (ran.code() != 0) {
                assertTrue(through.killed().get(), ran.said());
                push[2] = b.url();
                git(work, agent, push);
            }
            if (pushed.incrementAndGet() == 8) {
                a.kill();
            }
        }
        return git(work, agent, "rev-parse", "HEAD");
    }

    private static String ref(int worker, int round) {
        return worker % 2 == 0
                ? "refs/heads/ratoon/p" + worker / 2
                : "refs/ratoon/checkpoints/" + (1 + round);
    }

    private Path repository(String agent) {
        return folder.resolve("store/agents/" + StorePlane.id(agent) + ".git");
    }

    /** By git's own check, with nothing half, and every lease given back or left to end. */
    private void assertSound() throws Exception {
        List<Path> repositories;
        try (Stream<Path> all = Files.walk(folder.resolve("store"), 2)) {
            repositories = all.filter(one -> one.toString().endsWith(".git")).toList();
        }
        assertFalse(repositories.isEmpty());
        for (Path repository : repositories) {
            new Bare(repository).git("fsck", "--strict", "--no-dangling");
        }
        try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
            assertEquals(
                    List.of(),
                    all.map(Path::toString)
                            .filter(one -> one.matches(".*(incoming_|refs.*\\.lock|pending/).*"))
                            .toList());
        }
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
        }
        return results;
    }

    private record Ran(int code, String said) {}

    private static String git(Path where, String agent, String... words) throws Exception {
        Ran ran = run(where, agent, words);
        assertEquals(0, ran.code(), () -> String.join(" ", words) + "\n" + ran.said());
        return ran.said().strip();
    }

    private static Ran run(Path where, String agent, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", where.toString()));
        for (String setting :
                List.of(
                        "http.extraHeader=Authorization: Runner " + agent,
                        "user.name=H",
                        "user.email=h@example.invalid")) {
            command.addAll(List.of("-c", setting));
        }
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }
}
