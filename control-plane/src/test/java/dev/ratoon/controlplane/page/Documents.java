package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the documents show of the running product. With {@code -Dratoon.screenshots=true} it is
 * written to docs/images, otherwise to target, where it shows that it can still be made.
 */
final class Documents {
    private static final int LARGEST_PICTURE = 300_000;
    private static final int LARGEST_RECORDING = 1_500_000;

    /** Of a window, whose pictures have half as many pixels again each way. */
    static final Chromium.Size WINDOW = new Chromium.Size(1180, 860);

    static final double SHARP = 1.5;

    private static final String WITHOUT_HOSTS =
            """
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("li[data-kind=ways] { display: none }");
            document.adoptedStyleSheets = [sheet];
            """;

    private Documents() {}

    static void picture(Tab tab, String name, ColorScheme scheme) throws IOException {
        String light = scheme == ColorScheme.DARK ? "-dark.png" : "-light.png";
        write(tab.page().screenshot(), name + light, LARGEST_PICTURE);
    }

    static void recording(byte[] gif, String name) throws IOException {
        write(gif, name, LARGEST_RECORDING);
    }

    /**
     * Nothing is caught in the middle of a movement; and what this machine's own network keeps from
     * a sandbox, which is another on each machine, is left out.
     */
    static void still(Page page) {
        page.addInitScript(WITHOUT_HOSTS);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void write(byte[] bytes, String name, int most) throws IOException {
        Path folder =
                Boolean.getBoolean("ratoon.screenshots")
                        ? Path.of(System.getProperty("ratoon.root"), "docs", "images")
                        : Path.of("target", "pictures");
        Files.write(Files.createDirectories(folder).resolve(name), bytes);
        assertTrue(bytes.length < most, name + " has " + bytes.length + " bytes");
    }
}
