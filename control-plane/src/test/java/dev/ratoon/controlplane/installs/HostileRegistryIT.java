package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a registry, or a package, tries. */
class HostileRegistryIT extends RegistryBench {
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

        var failed = failed(bench.settled("tool"));
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
                    each.file("package/bin/tool.js", "x")
                            .file("package/package.json", "{}")
                            .bytes();
            String harness = "tool-" + number++;
            bench.lockfiles.put(harness, lock(archive));
            gives(archive);

            Install install = bench.settled(harness);

            if (install instanceof Install.Ready) {
                // What tar itself made harmless stays within its own folder.
                Path folder = ready(install);
                assertTrue(
                        Files.isRegularFile(folder.resolve("node_modules/@of/tool/bin/tool.js")));
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
                        .entry(
                                "package/bin/tool.js",
                                '0',
                                06755,
                                "",
                                "x".getBytes(StandardCharsets.UTF_8))
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
}
