package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.problem.Failure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {
    @Test
    void aHostADomainAndAPortAreUnderstood() {
        assertEquals(
                List.of("example.org", "*.example.org", "example.org:8443", "*.a-b.example:1"),
                AllowList.checked(
                        List.of(
                                " Example.ORG ",
                                "*.example.org",
                                "example.org:8443",
                                "*.a-b.example:1",
                                "example.org")));
    }

    @Test
    void whatIsNoneIsRefused() {
        for (String bad :
                List.of(
                        "",
                        "*",
                        "*.org",
                        "**.example.org",
                        "a.*.org",
                        "localhost",
                        "127.0.0.1",
                        "[::1]",
                        "https://example.org",
                        "example.org/x",
                        "example.org:0",
                        "example.org:65536",
                        "example.org:99999",
                        "-a.example.org",
                        "a..example.org",
                        "example.org.",
                        "exämple.org",
                        "a b.org",
                        "x".repeat(64) + ".org")) {
            assertThrows(Failure.class, () -> AllowList.checked(List.of(bad)), bad);
        }
    }

    @Test
    void itIsBounded() {
        assertThrows(
                Failure.class, () -> AllowList.checked(Collections.nCopies(201, "example.org")));
    }
}
