package dev.ratoon.runner.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {
    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(
                text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Head head(String text) throws IOException {
        return Head.read(bytes("POST /git/x HTTP/1.1\n" + text + "\n"));
    }

    @Test
    void theCredentialReplacesWhateverCame() throws IOException {
        String forwarded =
                head("AUTHORIZATION: forged\nauthorization: two\nAccept: a\nConnection: keep-alive\n")
                        .forwarded("Runner ours");
        assertFalse(forwarded.contains("forged") || forwarded.contains("two"));
        assertTrue(forwarded.contains("\r\nAuthorization: Runner ours\r\n"));
        assertTrue(forwarded.contains("\r\nAccept: a\r\n"));
        assertTrue(forwarded.contains("\r\nConnection: close\r\n"));
    }

    @Test
    void theProxysCredentialReplacesWhateverCame() throws IOException {
        String proxied =
                Head.readAny(
                                bytes(
                                        """
                                        CONNECT a.org:443 HTTP/1.1
                                        Host: a.org
                                        Proxy-Authorization: forged
                                        PROXY-authorization: two
                                        X: y

                                        """))
                        .proxied("Runner ours");
        assertEquals(
                """
                CONNECT a.org:443 HTTP/1.1
                Host: a.org
                X: y
                Proxy-Authorization: Runner ours

                """,
                proxied.replace("\r\n", "\n"));
    }

    @Test
    void npmsNameOfAScopedPackageIsAPath() throws IOException {
        for (String path : new String[] {"/registry/npm/@types%2fnode", "/registry/npm/@a%2Fb"}) {
            assertEquals(path, Head.read(bytes("GET " + path + " HTTP/1.1\n\n")).target());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\nTransfer-Encoding: chunked\n",
                "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n",
                "Transfer-Encoding: gzip, chunked\n",
                "Content-Length: 3\nContent-Length: 4\n",
                "Content-Length: +3\n",
                " Authorization: x\n",
                "Authorization : x\n",
                "X: a\rAuthorization: Runner other\n",
                "X: a\0b\n",
                "no colon\n"
            })
    void aRequestWithTwoMeaningsIsRefused(String fields) {
        assertThrows(
                Head.Unfit.class,
                () -> {
                    Head head = head(fields);
                    assertTrue(head.isChunked() || head.length() >= 0);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /git/../x HTTP/1.1",
                "GET /git/%2e%2e/x HTTP/1.1",
                "GET /git/@types%2fnode HTTP/1.1",
                "GET /registry/npm/@a%2f..%2fb HTTP/1.1",
                "GET /registry/npm/a%2fb HTTP/1.1",
                "GET http://elsewhere/ HTTP/1.1",
                "GET /git/x HTTP/2",
                "GET /git/x\rX:y HTTP/1.1",
                "GET /git/\u00e9 HTTP/1.1",
                "GET /git/x y HTTP/1.1"
            })
    void aTargetElsewhereIsRefused(String line) {
        assertThrows(Head.Unfit.class, () -> Head.read(bytes(line + "\n\n")));
    }

    @Test
    void nothingAfterTheLastChunkIsPassedOn() throws IOException {
        InputStream in = bytes("3;x=y\nabc\n0\nTrailer: x\n\nPOST /git/y HTTP/1.1\n");
        var out = new ByteArrayOutputStream();
        new Chunks(in, out).copy();
        assertEquals("3\r\nabc\r\n0\r\n\r\n", out.toString(StandardCharsets.US_ASCII));
    }
}
