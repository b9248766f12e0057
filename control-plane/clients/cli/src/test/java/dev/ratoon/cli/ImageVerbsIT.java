package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images beside what is said to an agent. */
class ImageVerbsIT {
    private static final String ONE = "0190aaaa-0000-7000-8000-000000000001";
    private static final String AGENT =
            "{\"id\":\"" + ONE + "\",\"name\":\"do-it-1\",\"state\":\"idle\"}";

    @Test
    void anImageIsUploadedFirstAndNamedBesideTheMessage(@TempDir Path folder) throws Exception {
        try (var api = new ScriptedApi()) {
            Path file = Files.writeString(folder.resolve("login page.png"), "its bytes");
            api.answering("POST /api/prompt-images", "{\"id\":\"d1ge57\"}");
            api.answering("POST /api/agents", AGENT);
            api.answering("GET /api/agents/" + ONE, AGENT);
            String messages = "POST /api/agents/" + ONE + "/messages";
            api.answering(messages, "{\"id\":\"m\"}");
            String image = "--image=" + file;
            api.run(0, "start", "--repo", "https://h.example/n", image, image, "do it");
            assertEquals("POST /api/prompt-images its bytes", api.asked.getFirst());
            String named = "{\"id\":\"d1ge57\",\"name\":\"login page.png\"}";
            String both = "\"images\":[" + named + "," + named + "]";
            assertTrue(api.asked.getLast().contains(both), api.asked::toString);
            api.run(0, "send", ONE, image, "like this");
            assertTrue(api.asked.getLast().startsWith(messages), api.asked::toString);
            assertTrue(
                    api.asked.getLast().contains("\"images\":[" + named + "]"),
                    api.asked::toString);
            int before = api.asked.size();
            Heard refused =
                    api.run(2, "start", "--repo", "https://h.example/n", image + ".no", "do it");
            assertTrue(refused.err().contains("login page.png.no"), refused::err);
            assertEquals(before, api.asked.size());
        }
    }
}
