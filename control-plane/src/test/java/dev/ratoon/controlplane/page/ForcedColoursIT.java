package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For who has chosen the few colours of all pages: what ours tell must be told without them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ForcedColoursIT {
    private static Chromium chromium;

    @Inject TestPeople people;

    private Tab tab;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @BeforeEach
    void withFewColours() throws Exception {
        tab = chromium.tab();
        tab.page()
                .emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        tab.page().route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
        tab.signIn(people.ownerLink());
        tab.page().locator("li.row[data-agent]").first().waitFor();
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = tab.complaints();
        tab.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void where_one_is_and_what_is_chosen_or_pressed_is_highlighted() {
        assertEquals(system("Highlight"), ground(tab.page().locator("nav a[aria-current=page]")));
        assertEquals(system("HighlightText"), ink(tab.page().locator("nav a[aria-current=page]")));
        assertNotEquals(
                system("Highlight"),
                ground(tab.page().locator("nav a:not([aria-current])").first()));
        tab.page().keyboard().press("Control+k");
        Locator options = tab.page().locator("dialog [role=option]");
        options.first().waitFor();
        assertEquals(system("Highlight"), ground(options.first()));
        assertNotEquals(system("Highlight"), ground(options.nth(1)));
        tab.page().keyboard().press("Escape");
        tab.page().navigate(people.base() + "/new");
        Locator preview = tab.page().locator("button[aria-pressed]");
        assertNotEquals(system("Highlight"), ground(preview));
        preview.click();
        assertEquals(system("Highlight"), ground(preview));
    }

    @Tag("long")
    @Test
    void where_the_keyboard_is_has_an_outline_and_buttons_have_an_edge() {
        Locator more = tab.page().locator("button.more").first();
        more.focus();
        tab.page().keyboard().press("Shift+Tab");
        tab.page().keyboard().press("Tab");
        assertEquals("3px solid " + system("Highlight"), style(more, "outline"));
        assertEquals("1px solid " + system("ButtonText"), edge(more));
        assertEquals("1px solid " + system("ButtonText"), edge(tab.button("Sign out")));
        more.press("Enter");
        Locator items = tab.page().locator("[role=menuitem]");
        assertEquals(system("Highlight"), ground(items.first()));
        assertNotEquals(system("Highlight"), ground(items.nth(1)));
    }

    @Test
    void what_cannot_be_pressed_is_grey() {
        tab.page().navigate(people.base() + "/agents/agent-1");
        Locator send = tab.page().locator(".composer button:disabled").first();
        assertEquals(system("GrayText"), ink(send));
        assertEquals("1px solid " + system("GrayText"), edge(send));
    }

    @Test
    void what_failed_what_works_and_what_rests_differ_without_our_colours() {
        String failed = dot("failed");
        String works = dot("working");
        String rests = dot("paused");
        assertEquals(system("Highlight"), failed);
        assertNotEquals(failed, works);
        assertNotEquals(works, rests);
        assertNotEquals(failed, rests);
        // Nor by colour alone: it is square, and the words stand beside it.
        assertEquals("0px", style(tab.page().locator(".row.failed .dot").first(), "border-radius"));
    }

    private String dot(String state) {
        return ground(tab.page().locator(".row." + state + " .dot").first());
    }

    private static String ground(Locator of) {
        return style(of, "background-color");
    }

    private static String ink(Locator of) {
        return style(of, "color");
    }

    private static String edge(Locator of) {
        return style(of, "border-top-width")
                + " "
                + style(of, "border-top-style")
                + " "
                + style(of, "border-top-color");
    }

    private static String style(Locator of, String what) {
        String script =
                what.equals("outline")
                        ? "e => { const s = getComputedStyle(e);"
                                + " return [s.outlineWidth, s.outlineStyle, s.outlineColor].join(' ') }"
                        : "(e, what) => getComputedStyle(e).getPropertyValue(what)";
        return (String) of.evaluate(script, what);
    }

    /** As the reader has chosen it. */
    private String system(String name) {
        return (String)
                tab.page()
                        .evaluate(
                                """
                                (name) => {
                                  const probe = document.createElement("span");
                                  probe.style.forcedColorAdjust = "none";
                                  probe.style.color = name;
                                  document.body.append(probe);
                                  const colour = getComputedStyle(probe).color;
                                  probe.remove();
                                  return colour;
                                }
                                """,
                                name);
    }
}
