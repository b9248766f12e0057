package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.agents.AgentList;
import dev.ratoon.controlplane.agents.AgentView;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FaceTest {
    private static final UUID ADA = UUID.randomUUID();

    private final Fleet.Face face = new Fleet.Face();

    private static Fleet.Shown shown(long seq, UUID... mutedBy) {
        AgentView view = new ObjectMapper().convertValue(Map.of("lastSeq", seq), AgentView.class);
        var seen = new AgentList.Seen(view, new Resource.Owned(ADA, null), Set.of(mutedBy));
        return new Fleet.Shown(seen, "{}", "{}");
    }

    @Test
    void whatIsMutedOtherwiseAtTheSameEventIsToBeReadOnceMore() {
        assertFalse(face.read(shown(3)));
        assertFalse(face.read(shown(3)));
        assertTrue(face.read(shown(3, ADA)));
        assertTrue(face.read(shown(3)), "which of them is the older nobody can tell");
        assertFalse(face.read(shown(4, ADA)));
    }

    @Test
    void nothingOlderIsShownAfterIt() {
        Fleet.Shown newer = shown(4);
        face.read(newer);
        assertFalse(face.read(shown(3, ADA)));
        assertSame(newer, face.shown);
        face.read(null);
        face.read(shown(5));
        assertNull(face.shown);
    }
}
