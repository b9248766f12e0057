package dev.ratoon.controlplane.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images beside messages, as the API takes them and gives them out. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = TakesImages.class, restrictToAnnotatedClass = true)
class PromptImagesIT {
    private static final String UPLOADS = "/api/prompt-images";

    @Inject TestPeople people;
    @Inject DataSource database;
    @Inject LogStore log;
    @TempDir Path directory;
    private final List<String> agents = new ArrayList<>();
    private Api ada;
    private GitRepository repository;

    @BeforeEach
    void begin() throws Exception {
        ada = people.owner();
        repository = GitRepository.in(directory);
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        for (String agent : agents) {
            ada.delete("/api/agents/" + agent);
            Consistency.check(log, agent);
        }
    }

    @Test
    void an_image_goes_from_the_upload_into_the_log_and_out_again_as_nothing_that_runs() {
        String gif = gif("first");
        Api.Answer uploaded = upload(ada, gif);
        assertEquals(201, uploaded.status(), uploaded.body()::toString);
        assertEquals("image/gif", uploaded.text("type"));
        assertEquals(gif.length(), uploaded.body().path("bytes").asInt());
        String agent = start(uploaded.text("id"));
        JsonNode sent = new Fleet(ada, repository).events(agent, "message.sent").getFirst();
        assertEquals(
                "{\"sha256\":\"%s\",\"name\":\"a drawing.gif\",\"type\":\"image/gif\",\"bytes\":%d}"
                        .formatted(uploaded.text("id"), gif.length()),
                sent.path("payload").path("images").path(0).toString());
        for (String path : List.of(UPLOADS, "/api/agents/" + agent + "/images")) {
            Api.Answer out = ada.get(path + "/" + uploaded.text("id"));
            assertEquals(gif, out.raw().body());
            assertEquals("application/octet-stream", out.header("Content-Type"));
            assertEquals("attachment; filename=\"image\"", out.header("Content-Disposition"));
            assertEquals("nosniff", out.header("X-Content-Type-Options"));
            List<String> policies = out.raw().headers().allValues("Content-Security-Policy");
            assertTrue(policies.contains("sandbox; default-src 'none'"), policies::toString);
        }
    }

    @Test
    void a_follow_up_has_images_and_keeps_them_when_its_text_is_edited() {
        String agent = start(upload(ada, gif("a")).text("id"));
        String second = upload(ada, gif("b")).text("id");
        Api.Answer sent = say(ada, agent, second);
        assertEquals(200, sent.status(), sent.body()::toString);
        String queue = "/api/agents/" + agent + "/messages";
        Api.Answer edited = ada.put(queue + "/" + sent.text("id"), Map.of("text", "other"));
        JsonNode last = edited.body().path("messages").path(1);
        assertEquals("other", last.path("text").asText());
        assertEquals(second, last.path("images").path(0).path("sha256").asText());
    }

    @Test
    void what_is_no_image_of_the_four_is_refused_whatever_it_is_called() {
        for (String lie :
                List.of(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                        "<html>GIF89a",
                        "%PDF-1.7",
                        "plain words")) {
            Api.Answer refused = upload(ada, lie);
            assertEquals(422, refused.status(), lie);
            assertTrue(refused.text("detail").contains("first bytes"), refused.text("detail"));
        }
    }

    @Test
    void one_that_is_too_large_is_refused_and_so_are_too_many_and_too_large_together() {
        Api.Answer refused = upload(ada, "GIF89a" + "x".repeat(PromptImages.LARGEST - 5));
        assertEquals(413, refused.status());
        assertTrue(refused.text("detail").contains("Make it smaller"), refused.text("detail"));
        String half = "GIF89a" + "x".repeat(PromptImages.LARGEST - 6);
        String one = upload(ada, half).text("id");
        String other = upload(ada, half.replace('x', 'y')).text("id");
        assertRefused(start(ada, one, other), "together");
        String small = upload(ada, gif("small")).text("id");
        assertRefused(start(ada, small, small, small, small, small), "at most 4");
    }

    @Test
    void nobody_sends_or_sees_what_somebody_else_has_uploaded() {
        String id = upload(ada, gif("ada's own")).text("id");
        String agent = start(id);
        String other = start(upload(ada, gif("of another agent")).text("id"));
        Api bob = people.invited("member").api();
        assertEquals(404, bob.get(UPLOADS + "/" + id).status());
        assertEquals(404, bob.get("/api/agents/" + agent + "/images/" + id).status());
        assertRefused(start(bob, id), "whoever has uploaded it");
        assertEquals(404, ada.get("/api/agents/" + other + "/images/" + id).status());
        assertEquals(404, ada.get(UPLOADS + "/" + "0".repeat(64)).status());
        assertRefused(start(ada, "../" + id.substring(3)), "Add it again");
    }

    @Test
    void what_was_uploaded_yesterday_is_sent_to_whoever_has_it_and_nobody_else() throws Exception {
        String id = upload(ada, gif("old")).text("id");
        String agent = start(id);
        execute("update uploaded_images set at = at - interval '25 hours'");
        assertEquals(404, ada.get(UPLOADS + "/" + id).status());
        assertRefused(start(ada, id), "for a day");
        assertEquals(200, say(ada, agent, id).status());
    }

    @Test
    void of_what_is_never_sent_the_oldest_goes_when_it_is_too_much() throws Exception {
        Api api = people.invited("member").api();
        String first = upload(api, gif("0")).text("id");
        for (int i = 1; i <= 100; i++) {
            upload(api, gif("" + i));
        }
        assertEquals(404, api.get(UPLOADS + "/" + first).status());
        assertEquals(201, upload(api, gif("0")).status());
    }

    @Test
    void a_harness_that_takes_none_is_told_before_anything_is_written() {
        String id = upload(ada, gif("for the shell")).text("id");
        Map<String, Object> asked = new HashMap<>(asked(id));
        asked.put("harness", "shell");
        assertRefused(ada.post("/api/agents", asked), "takes no images");
    }

    @Test
    void an_image_without_a_word_is_no_task() {
        Map<String, Object> asked = new HashMap<>(asked(upload(ada, gif("mute")).text("id")));
        asked.put("prompt", " ");
        assertEquals(422, ada.post("/api/agents", asked).status());
    }

    private static String gif(String words) {
        return "GIF89a;" + words + " " + UUID.randomUUID();
    }

    private static Api.Answer upload(Api by, String bytes) {
        return by.post(UPLOADS, bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private String start(String... ids) {
        Api.Answer started = start(ada, ids);
        assertEquals(201, started.status(), started.body()::toString);
        agents.add(started.text("id"));
        return started.text("id");
    }

    private Api.Answer start(Api by, String... ids) {
        return by.post("/api/agents", asked(ids));
    }

    private Map<String, Object> asked(String... ids) {
        return Map.of(
                "repository",
                "https://example.invalid/a/b",
                "harness",
                "seeing",
                "prompt",
                "Look at it",
                "images",
                images(ids));
    }

    private static List<Map<String, String>> images(String... ids) {
        return List.of(ids).stream()
                .map(id -> Map.of("id", id, "name", "a\u202e\ndrawing.gif"))
                .toList();
    }

    private static Api.Answer say(Api by, String agent, String id) {
        return by.post(
                "/api/agents/" + agent + "/messages",
                Map.of("text", "And this", "images", images(id)));
    }

    private static void assertRefused(Api.Answer answer, String words) {
        assertEquals(422, answer.status(), answer.body()::toString);
        assertEquals("images", answer.text("field"));
        assertTrue(answer.text("detail").contains(words), answer.text("detail"));
    }

    private void execute(String sql) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
