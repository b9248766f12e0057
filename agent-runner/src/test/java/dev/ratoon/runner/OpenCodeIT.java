package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCodeIT extends ScenariosContract {
    OpenCodeIT() {
        super(RealHarness.OPENCODE);
    }

    /** The page draws what it writes down: it tells no plan of ACP's. */
    @Test
    void itsPlanIsACallWithWhatIsToDo() throws Exception {
        start("auto");
        assertEquals("finished", play(1, "plan").outcome(), sandbox.control.shown());
        List<JsonNode> plans =
                sandbox.control.all(Reported.Tool.class).stream()
                        .map(tool -> tool.update().at("/rawInput/todos"))
                        .filter(JsonNode::isArray)
                        .toList();
        assertEquals(3, plans.getLast().size(), sandbox.control.shown());
        assertEquals("Look", plans.getLast().at("/0/content").asText());
    }
}
