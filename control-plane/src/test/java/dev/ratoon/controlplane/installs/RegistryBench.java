package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry on loopback, and real sandboxes in which what comes of it is unpacked. */
class RegistryBench {
    static final byte[] HONEST =
            new Archive()
                    .file("package/package.json", "{}")
                    .file("package/bin/tool.js", "#!/opt/ratoon/node/bin/node")
                    .program("package/native", "#!/bin/sh")
                    .bytes();

    NpmFake npm;
    InstallBench bench;

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

    static byte[] lock(byte[] archive) {
        return new Locks()
                .with(
                        "node_modules/@of/tool",
                        "1.0.0",
                        Archive.integrity(archive),
                        "\"bin\": {\"tool\": \"bin/tool.js\"}")
                .bytes();
    }

    void gives(byte[] archive) {
        npm.has("@of/tool/-/tool-1.0.0.tgz", archive);
    }

    static Path ready(Install install) {
        var ready = assertInstanceOf(Install.Ready.class, install, install.toString());
        return Path.of(ready.folders().getLast().folder());
    }

    Install.Failed failed(Install install) throws IOException {
        var failed = assertInstanceOf(Install.Failed.class, install, install.toString());
        assertEquals(List.of(), bench.left());
        return failed;
    }
}
