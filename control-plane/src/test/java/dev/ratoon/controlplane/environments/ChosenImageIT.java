package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where sandboxes are pods, and the operator allows some images. No pod is made here. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ChosenImageIT.WithSomeImages.class)
class ChosenImageIT {
    public static class WithSomeImages implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.roles", "api",
                    "ratoon.sandboxes.where", "pods",
                    "ratoon.pods.images", "example.org/tools/*,example.org/java:*");
        }
    }

    private static final String PATH = "/api/environments";
    private static final String IMAGE = "example.org/tools/java:21";

    @Inject TestPeople people;

    @Test
    void it_is_kept_taken_by_agents_changed_and_given_up() {
        Api api = people.invited("member").api();
        Api.Answer made = api.post(PATH, Map.of("name", "java", "image", IMAGE));
        assertEquals(201, made.status(), made.body()::toString);
        assertEquals(IMAGE, made.text("image"));
        assertEquals(IMAGE, api.get(PATH + "/java").text("image"));
        assertEquals(
                "[\"example.org/tools/*\",\"example.org/java:*\"]",
                api.get(PATH).body().path("images").toString());
        assertEquals(IMAGE, taken(api).path("image").asText());

        Map<String, Object> described = Map.of("version", 1, "description", "for Java");
        assertEquals(IMAGE, api.put(PATH + "/java", described).text("image"));
        Map<String, Object> other = Map.of("version", 2, "image", "example.org/java:25");
        assertEquals("example.org/java:25", api.put(PATH + "/java", other).text("image"));
        Map<String, Object> none = Map.of("version", 3, "image", "");
        assertTrue(api.put(PATH + "/java", none).body().path("image").isMissingNode());
        assertTrue(taken(api).path("image").isMissingNode());
    }

    @Test
    void one_that_is_not_allowed_is_refused_kept_or_tried() {
        Api api = people.invited("member").api();
        Map<String, Object> asked = Map.of("name", "java", "image", "example.org/other:1");
        Api.Answer refused = api.post(PATH, asked);
        assertEquals(422, refused.status());
        assertEquals("image", refused.text("field"));
        String why = refused.text("detail");
        assertTrue(why.contains("ratoon.pods.images has example.org/tools/*"), why);

        Map<String, Object> trial =
                Map.of("repository", "https://example.invalid/a/b", "image", "example.org/other:1");
        assertEquals(422, api.post(PATH + "/default/try", trial).status());
    }

    private static JsonNode taken(Api api) {
        Map<String, Object> asked =
                Map.of("repository", "https://example.invalid/a/b", "environment", "java");
        Api.Answer started = api.post("/api/agents", asked);
        assertEquals(201, started.status(), started.body()::toString);
        String agent = "/api/agents/" + started.text("id");
        JsonNode events = api.get(agent + "/events?after=0").body().path("events");
        assertEquals(200, api.delete(agent).status());
        return events.path(1).path("payload");
    }
}
