package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Harnesses from a registry on loopback, unpacked in real sandboxes. */
class InstallsIT {
    private static final byte[] HONEST =
            new Archive()
                    .file("package/package.json", "{}")
                    .file("package/bin/tool.js", "#!/opt/ratoon/node/bin/node")
                    .program("package/native", "#!/bin/sh")
                    .bytes();

    private NpmFake npm;
    private InstallBench bench;

    @BeforeEach
    void open() throws Exception {
        npm = new NpmFake();
        bench =
                new InstallBench(
                        Files.createTempDirectory("ratoon-installs"), Optional.of(npm.address()));
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
        npm.close();
    }

    private static byte[] lock(byte[] archive) {
        return new Locks()
                .with(
                        "node_modules/@of/tool",
                        "1.0.0",
                        Archive.integrity(archive),
                        "\"bin\": {\"tool\": \"bin/tool.js\"}")
                .bytes();
    }

    private void gives(byte[] archive) {
        npm.has("@of/tool/-/tool-1.0.0.tgz", archive);
    }

    private static Path ready(Install install) {
        var ready = assertInstanceOf(Install.Ready.class, install, install.toString());
        return Path.of(ready.folders().getLast().folder());
    }

    private Install.Failed failed(Install install) throws IOException {
        var failed = assertInstanceOf(Install.Failed.class, install, install.toString());
        assertEquals(List.of(), bench.left());
        return failed;
    }

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
        assertTrue(
                Files.isExecutable(Path.of(ready.folders().getFirst().folder(), "bin", "node")));
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
    void aSpoiltArchiveInTheCacheIsFetchedAnew() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        Path cache = Files.createDirectories(bench.home.resolve("harnesses/cache"));
        Integrity integrity = Integrity.parse("tool", Archive.integrity(HONEST));
        Files.writeString(cache.resolve(integrity.hex() + ".tgz"), "spoilt");

        ready(bench.settled("tool"));
    }

    @Test
    void fiftyWhoWantItAtOnceFetchItOnce() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(HONEST);
        var threads = new java.util.ArrayList<Thread>();
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

        while (first.of("tool") instanceof Install.Underway) {
            Thread.sleep(5);
        }
        assertInstanceOf(Install.Ready.class, second.of("tool"));
        assertInstanceOf(Install.Ready.class, first.of("tool"));
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

        String words = "";
        while (!words.contains("1 of 2 packages, 0 of 80 MB")) {
            Install now = bench.installs().of("tool");
            words = assertInstanceOf(Install.Underway.class, now, now.toString()).words();
        }
        come.countDown();

        ready(bench.settled("tool"));
    }

    @Test
    void whatIsNotWhatTheLockfileNamesIsNotRead() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        gives(new Archive().file("package/evil", "evil").bytes());

        var failed = failed(bench.settled("tool"));

        assertTrue(failed.words().contains("is not what the lockfile names"), failed.words());
    }

    @Test
    void whatIsCutOffIsSaid() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        npm.answers(
                "@of/tool/-/tool-1.0.0.tgz",
                exchange -> {
                    exchange.sendResponseHeaders(200, HONEST.length);
                    exchange.getResponseBody().write(HONEST, 0, 20);
                    exchange.getResponseBody().flush();
                });

        var failed = failed(bench.settled("tool"));

        assertTrue(failed.words().contains("did not come whole"), failed.words());
        assertTrue(failed.nextStep().contains("ratoon.installs.registry"), failed.nextStep());
    }

    @Test
    void aRegistryThatFallsSilentIsLeft() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        var never = new CountDownLatch(1);
        npm.answers(
                "@of/tool/-/tool-1.0.0.tgz",
                exchange -> {
                    boolean head = exchange.getRequestMethod().equals("HEAD");
                    exchange.sendResponseHeaders(head ? 404 : 200, head ? -1 : HONEST.length);
                    if (!head) {
                        exchange.getResponseBody().write(HONEST, 0, 20);
                        exchange.getResponseBody().flush();
                        try {
                            never.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                });

        var failed = failed(bench.settled("tool", Duration.ofSeconds(10)));
        never.countDown();

        assertTrue(failed.words().contains("did not come whole"), failed.words());
    }

    @Test
    void aRegistryThatSendsWithoutEndIsLeft() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        bench.open(Optional.of(npm.address()), 4 << 20);
        npm.answers(
                "@of/tool/-/tool-1.0.0.tgz",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] some = new byte[1 << 16];
                    while (true) {
                        exchange.getResponseBody().write(some);
                    }
                });

        var failed = failed(bench.settled("tool"));

        assertTrue(failed.words().contains("larger than 4 MB"), failed.words());
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
    void aLoginGoesToNoOtherHost() throws Exception {
        bench.lockfiles.put("tool", lock(HONEST));
        try (var other = new NpmFake()) {
            other.has("@of/tool/-/tool-1.0.0.tgz", HONEST);
            npm.answers(
                    "@of/tool/-/tool-1.0.0.tgz",
                    exchange -> {
                        exchange.getResponseHeaders()
                                .set("Location", other.address() + "/@of/tool/-/tool-1.0.0.tgz");
                        exchange.sendResponseHeaders(302, -1);
                    });

            var failed = failed(bench.settled("tool"));

            assertTrue(failed.words().contains("leads to where"), failed.words());
            assertEquals(List.of(), other.asked);
        }
    }

    @Test
    void aHostileArchiveInstallsNothing() throws Exception {
        byte[] none = new byte[0];
        var hostile =
                List.of(
                        new Archive().file("package/../../../escaped", "x"),
                        new Archive().file("/tmp/../work/../escaped", "x"),
                        new Archive().entry("package/link", '2', 0777, "/etc/passwd", none),
                        new Archive().entry("package/inside", '2', 0777, "bin/tool.js", none),
                        new Archive()
                                .entry("package/out", '2', 0777, "../../..", none)
                                .file("package/out/escaped", "x"),
                        new Archive().entry("package/name", '1', 0644, "package/bin/tool.js", none),
                        new Archive().entry("package/device", '3', 0644, "", none),
                        new Archive().entry("package/pipe", '6', 0644, "", none));
        int number = 0;
        for (Archive each : hostile) {
            byte[] archive =
                    each.file("package/bin/tool.js", "x").file("package/package.json", "{}").bytes();
            String harness = "tool-" + number++;
            bench.lockfiles.put(harness, lock(archive));
            gives(archive);

            Install install = bench.settled(harness);

            if (install instanceof Install.Ready) {
                // What tar itself made harmless stays within its own folder.
                Path folder = ready(install);
                assertTrue(Files.isRegularFile(folder.resolve("node_modules/@of/tool/bin/tool.js")));
                new Unpacked(folder).check();
            } else {
                failed(install);
            }
            assertTrue(Files.notExists(bench.home.resolve("escaped")));
            assertTrue(Files.notExists(bench.home.resolve("harnesses/escaped")));
            assertTrue(Files.notExists(Path.of("/escaped")));
            new Unpacked(bench.home.resolve("harnesses/" + harness)).remove();
            for (String left : bench.left()) {
                new Unpacked(bench.home.resolve("harnesses").resolve(left)).remove();
            }
        }
    }

    @Test
    void specialRightsAreNotKept() throws Exception {
        byte[] archive =
                new Archive()
                        .entry("package/bin/tool.js", '0', 06755, "", "x".getBytes(StandardCharsets.UTF_8))
                        .bytes();
        bench.lockfiles.put("tool", lock(archive));
        gives(archive);

        Install install = bench.settled("tool");

        if (install instanceof Install.Ready) {
            Path tool = ready(install).resolve("node_modules/@of/tool/bin/tool.js");
            assertEquals(0555, (Integer) Files.getAttribute(tool, "unix:mode") & 07777);
        }
    }

    @Test
    void aBombIsEndedBeforeTheDiskIsFull() throws Exception {
        byte[] archive =
                new Archive()
                        .file("package/bin/tool.js", "x")
                        .entry("package/zeros", '0', 0644, "", new byte[40 << 20])
                        .bytes();
        bench.open(Optional.of(npm.address()), 8 << 20);
        bench.lockfiles.put("tool", lock(archive));
        gives(archive);

        var failed = failed(bench.settled("tool"));

        assertTrue(failed.nextStep().contains("ratoon.installs.largest"), failed.toString());
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
        Files.setLastModifiedTime(
                old, FileTime.from(java.time.Instant.now().minus(Duration.ofDays(31))));
        bench.open(Optional.of(npm.address()), 64 << 20);

        Path current = ready(bench.settled("tool"));

        while (Files.exists(old)) {
            Thread.sleep(5);
        }
        assertTrue(Files.exists(current));
        assertTrue(Files.exists(kept));
    }
}
