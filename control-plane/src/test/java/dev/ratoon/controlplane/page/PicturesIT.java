package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents' pictures, of agents that really ran. With {@code -Dratoon.screenshots=true} they
 * are written to docs/images, otherwise to target, where they show that they can still be made.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PicturesIT {
    private static final int LARGEST = 250_000;
    private static final Chromium.Size WINDOW = new Chromium.Size(1180, 860);

    @Inject TestPeople people;
    @TempDir Path directory;

    @Test
    void the_documents_get_their_pictures_from_the_running_product() throws Exception {
        Api owner = people.owner();
        var fleet = new Fleet(owner, GitRepository.in(directory));
        String done =
                fleet.start(
                        "auto",
                        "sed -i 's/hello/Hello, world/' README\ngit diff --stat",
                        Map.of("title", "Greet everybody"));
        fleet.awaitTurn(done, 1);
        String asks = fleet.start("normal", "make deploy", Map.of("title", "Deploy the preview"));
        fleet.awaitDecision(asks);
        String works = fleet.start("auto", "sleep 300", Map.of("title", "Run the long test suite"));
        fleet.await(works, "working");
        String name = fleet.agent(done).path("name").asText();
        try (var chromium = new Chromium()) {
            take(chromium.tab(WINDOW, ColorScheme.LIGHT, 1.5), owner, "/", "agents-light.png");
            take(chromium.tab(WINDOW, ColorScheme.DARK, 1.5), owner, "/", "agents-dark.png");
            take(chromium.tab(Chromium.PHONE, ColorScheme.LIGHT, 1.5), owner, "/", "phone.png");
            take(
                    chromium.tab(WINDOW, ColorScheme.LIGHT, 1.5),
                    owner,
                    "/agents/" + name + "/changes",
                    "changes-light.png");
        } finally {
            for (String agent : List.of(done, asks, works)) {
                owner.delete("/api/agents/" + agent);
            }
        }
    }

    private void take(Tab tab, Api owner, String path, String name) {
        try (tab) {
            tab.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            tab.signIn(owner.post("/api/login-links", Map.of()).text("link"));
            tab.page().navigate(people.base() + path);
            tab.page().locator(path.equals("/") ? ".decision" : ".line.added").first().waitFor();
            Path file = folder().resolve(name);
            byte[] picture = tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
            assertTrue(picture.length < LARGEST, name + " has " + picture.length + " bytes");
        }
    }

    private static Path folder() {
        return Boolean.getBoolean("ratoon.screenshots")
                ? Path.of(System.getProperty("ratoon.root"), "docs", "images")
                : Path.of("target", "pictures");
    }
}
