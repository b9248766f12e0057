package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            assertFalse(AllowList.takes(bad), bad);
        }
    }

    /** What the gateway tells apart, and one agent may be allowed: it is offered another list. */
    @Test
    void whatIsReachedByNoSuchNameIsForAnotherList() {
        assertTrue(AllowList.takes("*.example.org:8443"));
        for (String other :
                List.of("203.0.113.7", "[2001:db8::1]:443", "a_b.example.org", "host")) {
            assertFalse(AllowList.takes(other), other);
        }
    }

    @Test
    void itIsBounded() {
        assertThrows(
                Failure.class, () -> AllowList.checked(Collections.nCopies(201, "example.org")));
    }
}
