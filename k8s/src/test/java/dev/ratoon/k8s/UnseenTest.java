package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ratoon.environments.Observed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was made here and was never brought by the watch is ended and removed all the same. */
class UnseenTest {
    private static final String WORKSPACE = Given.NAME.workspace();
    private static final String POD = PodNames.pod(Given.NAME);
    private static final String CLAIM = PodNames.claim(WORKSPACE);

    private SilentServer server;
    private KubernetesClient client;
    private PodSandboxes sandboxes;

    @BeforeEach
    void madeAndNotBrought() throws Exception {
        server = new SilentServer();
        client = server.client();
        sandboxes =
                new PodSandboxes(client, Given.settings(), Clock.fixed(Given.MADE, ZoneOffset.UTC));
        sandboxes.start(Given.order());
        assertEquals(List.of("PATCH " + CLAIM, "PATCH " + POD, "PATCH " + POD), server.asked);
        server.asked.clear();
    }

    @AfterEach
    void close() {
        sandboxes.close();
        server.close();
        client.close();
    }

    @Test
    void aPodThatIsGoneAlreadyIsNotDeletedForEver() throws Exception {
        assertInstanceOf(Observed.Starting.class, sandboxes.observe(WORKSPACE).orElseThrow());
        server.deleting = 404;

        sandboxes.stop(Given.NAME);

        assertEquals(List.of("PATCH " + CLAIM, "DELETE " + POD), server.asked);
        assertEquals(Optional.empty(), sandboxes.observe(WORKSPACE));
        sandboxes.stop(Given.NAME);
        assertEquals(2, server.asked.size(), server.asked.toString());
    }

    @Test
    void aVolumeIsNamedThoughNothingOfItRuns() throws Exception {
        sandboxes.stop(Given.NAME);
        assertEquals(List.of(WORKSPACE), sandboxes.workspaces());

        sandboxes.deleteWorkspace(WORKSPACE);

        assertEquals(List.of(), sandboxes.workspaces());
    }

    @Test
    void aVolumeThatTheWatchHasNotBroughtIsRemovedWithItsWorkspace() throws Exception {
        sandboxes.deleteWorkspace(WORKSPACE);

        assertEquals(List.of("DELETE " + POD, "DELETE " + CLAIM), server.asked);
    }
}
