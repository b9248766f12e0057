package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Harnesses from a registry on loopback, unpacked in real sandboxes. */
class InstallsIT extends RegistryBench {
    @Test
    void whatNeedsNothingIsReady() {
        assertEquals(new Install.Ready(List.of()), bench.installs().of("shell"));
    }

    @Test
    void whatIsWantedStandsThereWholeAndReadOnly() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        assertEquals(new Install.Absent(), bench.installs().of("tool"));

        Path folder = ready(bench.settled("tool"));

        Path tool = folder.resolve("node_modules/@of/tool/bin/tool.js");
        assertTrue(Files.isExecutable(tool));
        assertEquals("{}", Files.readString(tool.resolveSibling("../package.json").normalize()));
        assertEquals(0555, (Integer) Files.getAttribute(folder, "unix:mode") & 07777);
        assertEquals("Bearer of-this-test", npm.logins.getLast());
        assertTrue(bench.told.contains("tool"), bench.told.toString());
    }

    @Test
    void nodeComesFirstAndIsToldOf() throws Exception {
        String name = "node-linux-" + Platform.here().cpu();
        byte[] node = new Archive().program("package/bin/node", "#!/bin/sh").bytes();
        bench.lockfiles.put("node", new Locks().with(name, node).bytes());
        bench.lockfiles.put("tool", lock(HONEST));
        npm.has(name + "/-/" + name + "-1.0.0.tgz", node);
        gives(HONEST);

        var ready = assertInstanceOf(Install.Ready.class, bench.settled("tool"));

        assertEquals(
                List.of("/opt/ratoon/node", "/opt/ratoon/harness"),
                ready.folders().stream().map(each -> each.inside()).toList());
        assertTrue(Files.isExecutable(Path.of(ready.folders().getFirst().folder(), "bin", "node")));
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        ready(bench.settled("tool"));

        Installs next = bench.open(Optional.of(URI.create("http://127.0.0.1:1/")), 64 << 20);

        assertInstanceOf(Install.Ready.class, next.of("tool"));
        assertEquals(1, npm.fetched());
    }

    @Test
    void archivesThatSomebodyLaidThereNeedNoRegistry() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        Path cache = Files.createDirectories(bench.home.resolve("harnesses/cache"));
        Integrity integrity = Integrity.parse("tool", Archive.integrity(HONEST));
        Files.write(cache.resolve(integrity.hex() + ".tgz"), HONEST);
        bench.open(Optional.of(URI.create("http://127.0.0.1:1/")), 64 << 20);

        ready(bench.settled("tool"));
    }

    @Test
    void fiftyWhoWantItAtOnceFetchItOnce() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            threads.add(Thread.ofVirtual().start(() -> bench.installs().want("tool")));
        }
        for (Thread each : threads) {
            each.join();
        }

        ready(bench.settled("tool"));

        assertEquals(1, npm.fetched());
    }

    @Test
    void twoProcessesInstallItOnce() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        Installs first = bench.installs();
        Installs second = bench.open(Optional.of(npm.address()), 64 << 20);
        first.want("tool");

        ready(bench.settled("tool"));

        Eventually.get(
                "the first has it too",
                () -> first.of("tool"),
                install -> install instanceof Install.Ready);
        assertInstanceOf(Install.Ready.class, second.of("tool"));
        assertEquals(1, npm.fetched());
    }

    @Test
    void howFarItIsIsToldWithCounts() throws Exception {
        byte[] other = new Archive().file("package/x", "x".repeat(100)).bytes();
        bench.lockfiles.put(
                "tool", new Locks().with("first", HONEST).with("second", other).bytes());
        var come = new CountDownLatch(1);
        npm.has("first/-/first-1.0.0.tgz", HONEST);
        npm.answers(
                "second/-/second-1.0.0.tgz",
                exchange -> {
                    if (exchange.getRequestMethod().equals("HEAD")) {
                        exchange.getResponseHeaders().set("Content-Length", "80000000");
                        exchange.sendResponseHeaders(200, -1);
                        return;
                    }
                    try {
                        come.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    exchange.sendResponseHeaders(200, other.length);
                    exchange.getResponseBody().write(other);
                });
        bench.installs().want("tool");

        Eventually.get(
                "it is told how far it is",
                () -> bench.installs().of("tool"),
                now -> now.equals(new Install.Underway("tool: 1 of 2 packages, 0 of 80 MB")));
        come.countDown();

        ready(bench.settled("tool"));
    }

    @Test
    void withoutANetworkItSaysWhichHostAndWhatToSet() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        bench.open(Optional.of(URI.create("http://127.0.0.1:" + port)), 64 << 20);

        var failed = failed(bench.settled("tool"));

        assertTrue(failed.words().contains("127.0.0.1:" + port), failed.words());
        assertTrue(failed.nextStep().contains("ratoon.installs.registry"), failed.nextStep());
    }

    @Test
    void whatFailedIsTriedAgainAfterAWhileAndNotBefore() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        failed(bench.settled("tool"));
        gives(HONEST);
        long asked = npm.asked.size();

        failed(bench.settled("tool"));
        assertEquals(asked, npm.asked.size());
        bench.later(Duration.ofSeconds(21));

        ready(bench.settled("tool"));
    }

    @Test
    void whatFailedIsTriedAgainAtOnceAtSomebodysWord() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        failed(bench.settled("tool"));
        gives(HONEST);

        bench.installs().wantNow("tool");

        ready(bench.settled("tool"));
    }

    @Test
    void whatACrashLeftInTheMiddleIsBegunAnew() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        String digest = Lockfile.read(lock(HONEST)).digest(Platform.here());
        Path half = bench.home.resolve("harnesses/.tool-" + digest + ".new/node_modules/x");
        Files.createDirectories(half);

        ready(bench.settled("tool"));

        assertEquals(List.of("tool-" + digest), bench.left());
    }

    @Test
    void aVersionThatNobodyUsesGoesAfterAWhile() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        Path old = ready(bench.settled("tool"));
        Path kept = bench.home.resolve("harnesses/other-" + "0".repeat(32));
        Files.createDirectories(kept);
        byte[] newer = new Archive().file("package/bin/tool.js", "newer").bytes();
        bench.lockfiles.put("tool", lock(newer));
        npm.has("@of/tool/-/tool-1.0.0.tgz", newer);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        bench.open(Optional.of(npm.address()), 64 << 20);

        Path current = ready(bench.settled("tool"));

        Eventually.get("it is gone", () -> Files.notExists(old), gone -> gone);
        assertTrue(Files.exists(current));
        assertTrue(Files.exists(kept));
    }
}
