package dev.ratoon.controlplane.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The system's Chromium; every page that it opens has storage of its own. */
public final class Chromium implements AutoCloseable {
    static final Size DESKTOP = new Size(1440, 900);
    static final Size PHONE = new Size(390, 844);
    static final Size NARROW = new Size(320, 640);

    private final Playwright playwright =
            Playwright.create(
                    new Playwright.CreateOptions()
                            .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser =
            playwright
                    .chromium()
                    .launch(
                            new BrowserType.LaunchOptions()
                                    .setExecutablePath(
                                            Path.of(
                                                    System.getProperty(
                                                            "ratoon.chromium", installed()))));

    /** The one without a window, where it is: it draws the same in three quarters of the time. */
    private static String installed() {
        Path shell = Path.of("/usr/bin/chromium-headless-shell");
        return Files.isExecutable(shell) ? shell.toString() : "/usr/bin/chromium";
    }

    record Size(int width, int height) {}

    Tab tab(Size size, ColorScheme scheme) {
        return tab(size, scheme, 1);
    }

    /** On a screen that has so many pixels for each of ours. */
    Tab tab(Size size, ColorScheme scheme, double pixels) {
        return new Tab(
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setDeviceScaleFactor(pixels)
                                .setViewportSize(size.width(), size.height())
                                .setColorScheme(scheme)
                                .setLocale("en-GB")));
    }

    public Tab tab() {
        return tab(DESKTOP, ColorScheme.LIGHT);
    }

    public Tab phone() {
        return tab(PHONE, ColorScheme.DARK);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
