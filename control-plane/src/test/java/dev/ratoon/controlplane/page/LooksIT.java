package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.sharing.OwnApplication;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * That everybody can see, read and reach what is on the pages, which are those of an empty
 * installation.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@OwnApplication
class LooksIT {
    private static final List<String> OUT = List.of("Copy the command");

    private static Chromium chromium;

    @Inject TestPeople people;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void signed_out_it_is_legible_on_every_screen() {
        onEveryScreen(tab -> tab.open(people.base() + "/", "Sign in to Ratoon"));
    }

    @Tag("long")
    @Test
    void signed_in_it_is_legible_on_every_screen() {
        onEveryScreen(tab -> tab.signIn(people.ownerLink()));
    }

    /** As wide as a window of 1280 is to somebody who makes all four times as large. */
    @Tag("long")
    @Test
    void on_the_narrowest_screen_nothing_is_beyond_its_edge() {
        try (Tab tab = chromium.tab(Chromium.NARROW, ColorScheme.LIGHT)) {
            tab.open(people.base() + "/", "Sign in to Ratoon");
            assertEquals(0, tab.pixelsBeyondTheEdge(), "signed out");
            tab.page().route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
            tab.signIn(people.ownerLink());
            assertThat(tab.page().locator("li.row[data-agent]")).hasCount(ThousandAgents.MANY);
            assertEquals(0, tab.pixelsBeyondTheEdge(), "a thousand agents");
            for (String path :
                    List.of(
                            "/new",
                            "/settings/environments/new",
                            "/settings/people",
                            "/settings/spend",
                            "/settings/keys")) {
                tab.page().navigate(people.base() + path);
                tab.page().locator("main h1").first().waitFor();
                tab.page().waitForLoadState(LoadState.NETWORKIDLE);
                assertEquals(0, tab.pixelsBeyondTheEdge(), path);
            }
        }
    }

    @Test
    void with_more_room_between_words_nothing_is_cut_or_lies_on_other_words() {
        try (Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            tab.open(people.base() + "/", "Sign in to Ratoon");
            assertEquals(List.of(), Spaced.faults(tab));
            tab.page()
                    .evaluate(
                            """
                            () => {
                              const add = (words, style) => {
                                const one = document.createElement("div");
                                one.textContent = words;
                                Object.assign(one.style, style);
                                document.querySelector("main").append(one);
                              };
                              add("Cut off", { height: "1rem", overflow: "hidden" });
                              add("Laid upon it", { marginTop: "-2rem" });
                              add("Letters", { width: "0.75rem" });
                            }
                            """);
            String found = Spaced.faults(tab).toString();
            assertTrue(found.contains("cut below: DIV. “Cut off”"), found);
            assertTrue(found.contains("“Laid upon it” on DIV. “Cut off”"), found);
            assertTrue(found.contains("letter by letter: DIV. “Letters”"), found);
        }
    }

    @Test
    void what_calls_without_a_known_price_were_for_is_legible_beside_them() {
        String month =
                """
                {"month": "2026-11", "owner": "root", "tokens": 32449, "money": "0.00", "estimated": "0.00",
                 "cap": {"tokens": 1000000, "money": "200.00"},
                 "agents": [{"name": "mend-the-failing-test-c08c72", "calls": 5, "input": 32224, "cached": 0,
                   "output": 225, "money": "0.00", "estimated": "0.00", "unpriced": 5, "model": "openai/gpt"}]}
                """;
        for (var size : List.of(Chromium.PHONE, Chromium.DESKTOP)) {
            try (Tab tab = chromium.tab(size, ColorScheme.DARK)) {
                tab.page()
                        .route(
                                "**/api/spend?*",
                                route -> route.fulfill(new Route.FulfillOptions().setBody(month)));
                tab.signIn(people.ownerLink());
                tab.page().navigate(people.base() + "/settings/spend");
                tab.page().getByText("and 5 calls without a known price").waitFor();
                assertEquals("", tab.accessibilityFaults(), size::toString);
                assertEquals(List.of(), Spaced.faults(tab), size::toString);
            }
        }
    }

    @Test
    void it_is_legible_while_the_server_is_lost() {
        onEveryScreen(
                tab -> {
                    tab.signIn(people.ownerLink());
                    tab.online(false);
                    // Also where a request was under way: that says so in its own place.
                    tab.page().getByText("Ratoon does not answer. What you see").waitFor();
                });
    }

    @Test
    void the_keyboard_reaches_everything_and_shows_where_it_is() {
        try (Tab tab = chromium.tab()) {
            tab.open(people.base() + "/", "Sign in to Ratoon");
            assertEquals(OUT, reachedByTab(tab.page()));
            tab.signIn(people.ownerLink());
            tab.page().reload();
            tab.says("Start your first agent");
            tab.page().getByText("Connect GitHub").waitFor();
            var reached = reachedByTab(tab.page());
            assertEquals(visibleControls(tab.page()), reached, "in the order in which they stand");
            assertTrue(reached.contains("Sign out"), reached.toString());
        }
    }

    @Test
    void the_keyboard_alone_signs_out() {
        try (Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            tab.button("Sign out").focus();
            tab.page().keyboard().press("Enter");
            tab.says("You are signed out");
        }
    }

    @Test
    void it_looks_as_the_system_does_unless_one_look_is_chosen() {
        try (Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            tab.signIn(people.ownerLink());
            tab.page().navigate(people.base() + "/settings/appearance");
            assertThat(tab.page().getByLabel("As the system has it")).isChecked();
            String light = background(tab);
            String dark = backgroundIn(ColorScheme.DARK, tab);
            assertNotEquals(light, dark);

            tab.page().getByLabel("Light").check();
            assertEquals(light, background(tab), "chosen against the system's");
            tab.page().reload();
            assertThat(tab.page().getByLabel("Light")).isChecked();
            assertEquals(light, background(tab), "after a reload, too");
            tab.page().getByLabel("Dark").check();
            assertEquals(dark, backgroundIn(ColorScheme.LIGHT, tab));
            tab.page().getByLabel("As the system has it").check();
            assertEquals(light, background(tab), "it is followed again");
            assertEquals(dark, backgroundIn(ColorScheme.DARK, tab), "whenever it changes");
        }
    }

    private static String backgroundIn(ColorScheme scheme, Tab tab) {
        tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return background(tab);
    }

    private static String background(Tab tab) {
        return (String) tab.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void nothing_moves_for_who_wants_no_motion() {
        try (Tab tab = chromium.tab()) {
            tab.page().route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
            tab.signIn(people.ownerLink());
            // What is not to be seen does not move for anybody.
            tab.page().locator("li.row.working").first().scrollIntoViewIfNeeded();
            tab.page().waitForFunction("() => document.getAnimations().length > 0");
            tab.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            // The style of what has left the window is brought up to date when it comes back.
            tab.page()
                    .waitForFunction(
                            "() => document.getAnimations().every((one) => !one.effect.target"
                                    + ".checkVisibility({ contentVisibilityAuto: true }))");
        }
    }

    /**
     * Half of the frames come within two of the screen's own, and none lasts a second. A machine
     * that others keep busy draws nothing smoothly: then the page's own work for a frame has to fit
     * into one.
     */
    @Test
    void a_thousand_agents_are_drawn_at_once_and_scroll_smoothly() {
        try (Tab tab = chromium.tab()) {
            tab.page().route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
            tab.signIn(people.ownerLink());
            tab.page()
                    .locator("li.row")
                    .nth(ThousandAgents.MANY - 1)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            var scrolled = ThousandAgents.scroll(tab.page());
            System.out.printf(
                    "NOTICE 1,000 agents: %d frames, half within %.1f ms, 95%% within %.1f ms,"
                            + " %.1f ms of the page's own work each%n",
                    scrolled.gaps().size(),
                    scrolled.gap(50),
                    scrolled.gap(95),
                    scrolled.workOfAFrame());
            assertTrue(scrolled.gap(50) < 34 || scrolled.workOfAFrame() < 17, scrolled::toString);
            assertTrue(scrolled.gaps().getLast() < 1_000, scrolled::toString);
            assertEquals(List.of(), tab.complaints());
        }
    }

    private interface Way {
        void into(Tab tab);
    }

    private static void onEveryScreen(Way way) {
        var faults = new ArrayList<String>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var size : List.of(Chromium.DESKTOP, Chromium.PHONE)) {
                try (Tab tab = chromium.tab(size, scheme)) {
                    way.into(tab);
                    String found = tab.accessibilityFaults();
                    int beyond = tab.pixelsBeyondTheEdge();
                    if (!found.isEmpty() || beyond > 0) {
                        faults.add(scheme + " " + size + ": " + beyond + " px too wide; " + found);
                    }
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /** What Tab goes through, until it leaves the page; each with an outline that can be seen. */
    private static List<String> reachedByTab(Page page) {
        var reached = new ArrayList<String>();
        for (int presses = 0; presses < 30; presses++) {
            page.keyboard().press("Tab");
            String name =
                    (String)
                            page.evaluate(
                                    """
                                    () => {
                                      const e = document.activeElement;
                                      if (e === document.body) return "";
                                      const outline = getComputedStyle(e).outlineStyle;
                                      return e.textContent.trim() + (outline === "none" ? " (unseen)" : "");
                                    }
                                    """);
            if (name.isEmpty()) {
                return reached;
            }
            reached.add(name);
        }
        throw new AssertionError("no end: " + reached);
    }

    private static List<String> visibleControls(Page page) {
        return page.locator("a[href]:visible, button:visible").allTextContents().stream()
                .map(String::strip)
                .toList();
    }
}
