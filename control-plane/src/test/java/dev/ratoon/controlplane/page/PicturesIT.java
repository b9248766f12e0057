package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The documents' pictures of the settings. With {@code -Dratoon.screenshots=true} they are
 * written to docs/images, otherwise to target, where they show that they can still be made.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PicturesIT {
    private static final int LARGEST = 180_000;
    private static final Chromium.Size WINDOW = new Chromium.Size(1180, 860);

    @Inject TestPeople people;

    @Test
    void the_documents_get_their_pictures_from_the_running_product() {
        Api owner = people.owner();
        var ann = Map.of("name", "ann", "displayName", "Ann Maina", "role", "admin");
        String first = owner.post("/api/users", ann).text("link");
        Api her = people.nobody().signIn(first);
        her.put("/api/keys/anthropic", Map.of("key", "not-a-key-but-long-enough-1"));
        her.put("/api/keys/openai", Map.of("key", "not-a-key-but-long-enough-2"));
        try (var chromium = new Chromium()) {
            take(chromium.tab(WINDOW, ColorScheme.LIGHT, 1.5), people.base(), her, "keys-light.png");
            take(chromium.tab(WINDOW, ColorScheme.DARK, 1.5), people.base(), her, "keys-dark.png");
            take(chromium.tab(Chromium.PHONE, ColorScheme.LIGHT, 1.5), people.base(), her, "keys-phone.png");
        }
    }

    private static void take(Tab tab, java.net.URI url, Api her, String name) {
        try (tab) {
            tab.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            tab.signIn(her.post("/api/login-links", Map.of()).text("link"));
            tab.page().navigate(url + "/settings/keys");
            tab.page().getByText("Anthropic").waitFor();
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
