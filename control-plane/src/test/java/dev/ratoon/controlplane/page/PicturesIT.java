package dev.ratoon.controlplane.page;

import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents' pictures of the list, with agents that really ran. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PicturesIT {
    @Inject TestPeople people;
    @TempDir Path directory;

    @Tag("long")
    @Test
    void the_documents_get_their_pictures_from_the_running_product() throws Exception {
        Api owner = people.owner();
        Path folder = Files.createDirectories(directory.resolve("acme")).resolve("greeting");
        Files.move(GitRepository.in(directory).folder(), folder);
        var fleet = new Fleet(owner, new GitRepository(folder));
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
        try (var chromium = new Chromium()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                take(chromium.tab(Documents.WINDOW, scheme, Documents.SHARP), owner, "", scheme);
                take(
                        chromium.tab(Chromium.PHONE, scheme, Documents.SHARP),
                        owner,
                        "-phone",
                        scheme);
            }
        } finally {
            for (String agent : List.of(done, asks, works)) {
                owner.delete("/api/agents/" + agent);
            }
        }
    }

    private void take(Tab tab, Api owner, String screen, ColorScheme scheme) throws IOException {
        try (tab) {
            Documents.still(tab.page());
            tab.signIn(owner.post("/api/login-links", Map.of()).text("link"));
            tab.page().locator(".decision").first().waitFor();
            Documents.picture(tab, "agents" + screen, scheme);
        }
    }
}
