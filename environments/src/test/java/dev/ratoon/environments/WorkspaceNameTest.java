package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WorkspaceNameTest {
    private static final String AGENT = "0198a000-0000-7000-8000-000000000006";

    @Test
    void theFirstIsCalledAsItsAgentAndLaterOnesByTheirNumberToo() {
        assertEquals(AGENT, new WorkspaceName(AGENT, 1).toString());
        assertEquals(AGENT + "-v2", new WorkspaceName(AGENT, 2).toString());
        for (int volume = 1; volume < 12; volume++) {
            var name = new WorkspaceName(AGENT, volume);
            assertEquals(name, WorkspaceName.of(name.toString()));
            assertEquals(AGENT, new SandboxName(name.toString(), 7).agent());
        }
    }

    @Test
    void whatOnlyLooksLikeOneIsNoOthers() {
        for (String each : new String[] {"a-v", "a-v0", "a-v01", "a-v1x", "-v2"}) {
            assertEquals(new WorkspaceName(each, 1), WorkspaceName.of(each), each);
        }
    }
}
