package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One tab with the app in it, and everything that the browser complained of. */
public final class Tab implements AutoCloseable {
    /** What the browser notes of every answer that is no success, however expected it is. */
    private static final String NOTE_OF_AN_ANSWER = "Failed to load resource";

    private static final Pattern ASKED_FOR =
            Pattern.compile("^(One moment|(Asking|Looking|Reading) .*) \\.\\.\\.$");

    private static final String AXE = axe();

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (!message.type().equals("log")
                            && !message.text().startsWith(NOTE_OF_AN_ANSWER)) {
                        complaints.add(message.text());
                    }
                });
    }

    public Page page() {
        return page;
    }

    /** Opens this address and waits until the page says this. */
    Tab open(String url, String title) {
        page.navigate(url);
        return says(title);
    }

    Tab says(String title) {
        assertThat(page.locator("main h1:visible"))
                .hasText(title, new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        return this;
    }

    public Tab signIn(String link) {
        page.navigate(link);
        return signedIn();
    }

    /** Waits until nothing of what the page shows is still asked for. */
    Tab settled() {
        assertThat(page.locator("main").getByText(ASKED_FOR))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        return this;
    }

    /** Waits until the page says who is there. */
    Tab signedIn() {
        assertThat(at("you-role"))
                .not()
                .isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(15_000));
        return this;
    }

    Locator at(String id) {
        return page.locator("#" + id);
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void online(boolean online) {
        context.setOffline(!online);
    }

    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    public int pixelsBeyondTheEdge() {
        return (Integer)
                page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What axe finds against WCAG 2.2 A and AA and its own best practices. */
    public String accessibilityFaults() {
        page.evaluate(AXE);
        return (String)
                page.evaluate(
                        """
                        async () => {
                          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
                          const found = await axe.run(document, { runOnly: tags });
                          return found.violations
                            .map((v) => v.id + ": " + v.nodes.map((n) => n.failureSummary).join("; "))
                            .join("\\n");
                        }
                        """);
    }

    private static String axe() {
        try (InputStream in = Tab.class.getResourceAsStream("axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
