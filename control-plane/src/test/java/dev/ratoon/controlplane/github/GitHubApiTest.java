package dev.ratoon.controlplane.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import org.junit.jupiter.api.Test;

class GitHubApiTest {
    @Test
    void anAddressWithoutEncryptionStopsTheStart() {
        var api = new GitHubApi(() -> "http://git.acme.example/api/v3");
        var failure = assertThrows(StartFailure.class, api::address);
        assertTrue(failure.getMessage().contains("ratoon.github.api-url"), failure::getMessage);
    }

    @Test
    void anEnterpriseServersIsTaken() {
        assertEquals(
                "git.acme.example",
                new GitHubApi(() -> "https://git.acme.example/api/v3/").address().webHost());
    }
}
