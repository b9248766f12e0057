package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final Registry NPM =
            new Registry(
                    "npm",
                    RegistryKind.NPM,
                    URI.create("https://registry.npmjs.org"),
                    List.of(),
                    Optional.empty());
    private static final Registry PYPI =
            new Registry(
                    "pypi",
                    RegistryKind.PYPI,
                    URI.create("https://pypi.org"),
                    List.of("files.pythonhosted.org"),
                    Optional.empty());
    private static final Registry MAVEN =
            new Registry(
                    "maven",
                    RegistryKind.MAVEN,
                    URI.create("https://repo.maven.apache.org/maven2"),
                    List.of(),
                    Optional.empty());

    @Test
    void theyAreReadByTheirPaths() {
        for (String path :
                List.of(
                        "/left-pad",
                        "/@types%2fnode",
                        "/@types/node",
                        "/left-pad/1.3.0",
                        "/left-pad/-/left-pad-1.3.0.tgz",
                        "/@types/node/-/node-24.0.0.tgz",
                        "/-/ping",
                        "/-/v1/search?text=left&size=20",
                        "/-/package/left-pad/dist-tags")) {
            assertTrue(NPM.place(path).isPresent(), path);
        }
        for (String path :
                List.of(
                        "/simple/",
                        "/simple/requests/",
                        "/pypi/requests/json",
                        "/pypi/a/1.0/json")) {
            assertTrue(PYPI.place(path).isPresent(), path);
        }
        assertEquals(
                "/packages/ab/cd/requests-2.0-py3-none-any.whl",
                PYPI.place("/~files.pythonhosted.org/packages/ab/cd/requests-2.0-py3-none-any.whl")
                        .orElseThrow()
                        .path());
        assertEquals(
                "/maven2/org/junit/junit/maven-metadata.xml",
                MAVEN.place("/org/junit/junit/maven-metadata.xml").orElseThrow().path());
    }

    @Test
    void andByNoOthers() {
        for (String path :
                List.of(
                        "/",
                        "/-/user/org.couchdb.user:ada",
                        "/-/npm/v1/tokens",
                        "/-/whoami",
                        "/left-pad?write=true",
                        "/../left-pad",
                        "/a/../b",
                        "/a/%2e%2e/b",
                        "/a%2f..%2fb",
                        "//evil.example/a",
                        "/~evil.example/a.tgz",
                        "/left-pad#x",
                        "/left pad")) {
            assertEquals(Optional.empty(), NPM.place(path), path);
        }
        for (String path :
                List.of(
                        "/legacy/",
                        "/simple/requests/?q=1",
                        "/~pypi.org/simple/",
                        "/~evil.example/packages/x",
                        "/~files.pythonhosted.org/")) {
            assertEquals(Optional.empty(), PYPI.place(path), path);
        }
    }

    @Test
    void addressesInAnswersLeadBackToTheGateway() throws IOException {
        assertEquals(
                "{\"tarball\":\"http://127.0.0.1:7071/registry/npm/left-pad/-/left-pad-1.3.0.tgz\"}",
                rewritten(
                        NPM,
                        "{\"tarball\":\"https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz\"}"));
        assertEquals(
                "<a href=\"/registry/pypi/~files.pythonhosted.org/packages/ab/x.whl#sha256=1\">",
                rewritten(
                        PYPI,
                        "<a href=\"https://files.pythonhosted.org/packages/ab/x.whl#sha256=1\">"));
        String others = "hhttps://registry.npmjs.or https://registry.npmjs.org.evil/ https://";
        assertEquals(others, rewritten(NPM, others));
        assertFalse(RegistryKind.MAVEN.rewrites("text/html"));
    }

    /** In one piece, and octet by octet. */
    private static String rewritten(Registry registry, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var whole = new ByteArrayOutputStream();
        var rewriting = new Rewriting(whole, registry.rewriting());
        rewriting.write(bytes, 0, bytes.length);
        rewriting.finish();
        var pieces = new ByteArrayOutputStream();
        var slow = new Rewriting(pieces, registry.rewriting());
        for (byte octet : bytes) {
            slow.write(octet);
        }
        slow.finish();
        assertEquals(
                whole.toString(StandardCharsets.UTF_8), pieces.toString(StandardCharsets.UTF_8));
        return whole.toString(StandardCharsets.UTF_8);
    }
}
