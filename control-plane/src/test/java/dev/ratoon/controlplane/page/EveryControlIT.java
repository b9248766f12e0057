package dev.ratoon.controlplane.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every control that can be seen and is not disabled is pressed, and something must come of it that
 * can be observed. A page is opened afresh when a press has changed what can be pressed on it. What
 * would change something at the server is asked for and refused on its way there, so that the next
 * press finds everything as it was.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EveryControlIT {
    /** Of which nothing may come, each with its reason; by its page's address and its name. */
    private static final Map<String, String> NOTHING_COMES_OF = Map.of();

    private static final String CONTROLS =
            "main a[href], main button, main summary, main input, main select, main textarea";

    private static final String OF_THE_FRAME = "header a[href], header button, a.skip";

    private static final String REFUSAL =
            """
            {"type": "urn:ratoon:problem:busy", "title": "Not now", "status": 503, "detail": "Refused by the test."}
            """;

    /** Asked for all the time, whatever is pressed. */
    private static final List<String> BY_ITSELF = List.of("/health/ready", "/api/stream");

    /** How long something may take to come of a press. */
    private static final int PATIENCE = 2_000;

    @Inject TestPeople people;
    @TempDir Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> pressed = new HashSet<>();
    private final List<String> dead = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private Api owner;
    private Fleet fleet;
    private int presses;

    @BeforeEach
    void somethingOfEverything() throws Exception {
        owner = people.owner();
        fleet = new Fleet(owner, GitRepository.in(directory));
        String suffix = Long.toString(System.nanoTime(), 36);
        String environment =
                owner.post(
                                "/api/environments",
                                Map.of("name", "e" + suffix, "variables", Map.of("A", "b")))
                        .text("id");
        owner.put(
                "/api/environments/" + environment + "/secrets/TOKEN", Map.of("value", "12345678"));
        String persona =
                owner.post(
                                "/api/personas",
                                Map.of("name", "p" + suffix, "instructions", "Be kind."))
                        .text("id");
        owner.post("/api/tokens", Map.of("name", "t" + suffix));
        people.invited("member");
        String done = fleet.start("auto", "echo more >>README");
        fleet.awaitTurn(done, 1);
        String asks = fleet.start("normal", "make deploy");
        fleet.awaitDecision(asks);
        addresses.addAll(List.of("/", "/new"));
        for (String view : List.of("", "/changes", "/log", "/settings")) {
            addresses.add("/agents/" + done + view);
        }
        addresses.add("/agents/" + asks);
        for (String page :
                List.of(
                        "",
                        "/keys",
                        "/github",
                        "/harnesses",
                        "/environments",
                        "/environments/new",
                        "/environments/" + environment,
                        "/personas",
                        "/personas/new",
                        "/personas/" + persona,
                        "/hosts",
                        "/spend",
                        "/people",
                        "/sessions",
                        "/appearance")) {
            addresses.add("/settings" + page);
        }
    }

    @AfterEach
    void leave() {
        owner.get("/api/agents")
                .body()
                .path("agents")
                .forEach(agent -> owner.delete("/api/agents/" + agent.path("id").asText()));
        for (String kind : List.of("environments", "personas")) {
            owner.get("/api/" + kind)
                    .body()
                    .path(kind)
                    .forEach(each -> owner.delete("/api/" + kind + "/" + each.path("id").asText()));
        }
    }

    @Test
    void something_comes_of_every_control() {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Page page = tab.page();
            page.context().route("**/api/**", this::refuse);
            page.context().onRequest(this::count);
            page.onDialog(
                    dialog -> {
                        requests.incrementAndGet();
                        dialog.dismiss();
                    });
            // From a page that none of them leads to.
            pressAll(page, "/settings/appearance", OF_THE_FRAME);
            for (String address : addresses) {
                pressAll(page, address, CONTROLS);
            }
        }
        assertEquals(List.of(), dead, () -> "of " + presses + " controls");
        assertTrue(presses > 100, () -> "only " + presses + " were found");
    }

    @Test
    void a_control_that_does_nothing_is_found() {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            open(tab.page(), "/settings/appearance");
            tab.page()
                    .evaluate(
                            "document.querySelector('main').append(Object.assign(document.createElement('button'), { textContent: 'Nothing' }))");
            assertFalse(comesOf(tab.page(), tab.button("Nothing")));
            assertTrue(comesOf(tab.page(), tab.page().getByLabel("Dark")));
        }
    }

    private void refuse(Route route) {
        if (route.request().method().equals("GET")) {
            route.resume();
        } else {
            route.fulfill(
                    new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/problem+json")
                            .setBody(REFUSAL));
        }
    }

    private void count(Request request) {
        if (BY_ITSELF.stream().noneMatch(request.url()::contains)) {
            requests.incrementAndGet();
        }
    }

    private void pressAll(Page page, String address, String controls) {
        open(page, address);
        String url = page.url();
        String fresh = pressable(page, controls);
        boolean isFresh = true;
        int count = page.locator(controls).count();
        for (int at = 0; at < count; at++) {
            Locator control = page.locator(controls).nth(at);
            if (!control.isVisible() || !control.isEnabled() || !isFirst(control, address)) {
                continue;
            }
            presses++;
            String name = address + ": " + name(control);
            boolean comes = comesOf(page, control);
            if (!comes && !isFresh) {
                // What was pressed before may have been in its way.
                open(page, address);
                comes = comesOf(page, control);
            }
            if (!comes && !NOTHING_COMES_OF.containsKey(name)) {
                dead.add(name);
            }
            if (!page.url().equals(url)) {
                page.goBack();
            }
            isFresh = !page.url().equals(url) || !pressable(page, controls).equals(fresh);
            if (isFresh) {
                open(page, address);
            }
        }
    }

    /** Of each control whether it can be seen and pressed, once the page rests. */
    private static String pressable(Page page, String controls) {
        try {
            settled(page, 100);
            return (String)
                    page.evaluate(
                            """
                            (controls) => [...document.querySelectorAll(controls)]
                              .map((e) => e.tagName + e.disabled + e.checkVisibility())
                              .join()
                            """,
                            controls);
        } catch (PlaywrightException e) {
            return "It has left for another page.";
        }
    }

    /** Those that stand on many pages are pressed once; what is chosen already cannot be chosen. */
    private boolean isFirst(Locator control, String address) {
        if ((Boolean)
                control.evaluate(
                        "e => e.ariaCurrent !== null || (e.type === 'radio' && e.checked)")) {
            return false;
        }
        boolean beside = (Boolean) control.evaluate("e => e.closest('nav, .agent-head') !== null");
        String kind = address.replaceFirst("^(/settings|/agents/[^/]+)/.*", "$1");
        return pressed.add((beside ? kind : address) + " " + control.evaluate("e => e.outerHTML"));
    }

    private void open(Page page, String address) {
        // What one press has left in the browser would be there for the next.
        page.evaluate(
                """
                () => {
                  for (const key of Object.keys(localStorage))
                    if (/^ratoon\\.(draft|edit|remarks|appearance)/.test(key)) localStorage.removeItem(key);
                }
                """);
        page.navigate(people.base() + address);
        page.locator("main h1").first().waitFor();
        settled(page, address.equals("/new") ? 600 : 200);
    }

    /** Nothing has changed on it for so many milliseconds: what it asks for by itself is asked. */
    private static void settled(Page page, int quiet) {
        page.evaluate(
                """
                (quiet) => new Promise((done) => {
                  let timer = setTimeout(done, quiet);
                  const end = setTimeout(done, 3000);
                  new MutationObserver((all) => {
                    if (all.some((m) => !(m.target.parentElement ?? m.target).closest("time"))) {
                      clearTimeout(timer);
                      timer = setTimeout(() => { clearTimeout(end); done(); }, quiet);
                    }
                  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
                })
                """,
                quiet);
    }

    private boolean comesOf(Page page, Locator control) {
        page.evaluate(
                """
                () => {
                  window.changes = 0;
                  window.before = JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
                  new MutationObserver((all) => {
                    window.changes += all.filter((m) => !(m.target.parentElement ?? m.target).closest("time")).length;
                  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
                }
                """);
        int asked = requests.get();
        String url = page.url();
        int pages = page.context().pages().size();
        control.evaluate(
                "e => { window.pressed = e; window.value = String(e.value) + e.checked; }");
        press(control);
        try {
            page.waitForCondition(
                    () ->
                            requests.get() > asked
                                    || !page.url().equals(url)
                                    || page.context().pages().size() > pages
                                    || isChanged(page),
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE));
            return true;
        } catch (TimeoutError e) {
            return false;
        } finally {
            page.context().pages().stream().filter(each -> !each.equals(page)).forEach(Page::close);
        }
    }

    private static void press(Locator control) {
        String kind =
                (String) control.evaluate("e => e.tagName + ' ' + (e.getAttribute('type') ?? '')");
        try {
            if ((Boolean) control.evaluate("e => e.matches('.skip')")) {
                control.press("Enter");
            } else if (kind.equals("INPUT file")) {
                control.setInputFiles(new FilePayload("a.txt", "text/plain", new byte[] {'a'}));
            } else if (kind.startsWith("SELECT")) {
                control.evaluate(
                        """
                        e => {
                          const other = [...e.options].findIndex((o, i) => i !== e.selectedIndex);
                          e.selectedIndex = other;
                          e.dispatchEvent(new Event("change", { bubbles: true }));
                        }
                        """);
            } else if (kind.equals("INPUT number")) {
                control.fill("7");
            } else if (kind.equals("INPUT radio")) {
                control.check();
            } else if (kind.startsWith("TEXTAREA")
                    || (kind.startsWith("INPUT") && !kind.endsWith("checkbox"))) {
                control.pressSequentially("x");
            } else {
                control.click(new Locator.ClickOptions().setTimeout(5_000));
            }
        } catch (PlaywrightException e) {
            // Nobody can press it then, and nothing comes of it.
        }
    }

    /** What the page itself shows of it, its focus elsewhere than on what was pressed among it. */
    private static boolean isChanged(Page page) {
        try {
            return (Boolean)
                    page.evaluate(
                            """
                            () => window.changes === undefined || window.changes > 0
                              || window.before !== JSON.stringify(localStorage) + JSON.stringify(sessionStorage)
                              || (document.activeElement !== window.pressed && document.activeElement !== document.body)
                              || String(window.pressed.value) + window.pressed.checked !== window.value
                            """);
        } catch (PlaywrightException e) {
            // It has left for another page.
            return true;
        }
    }

    private static String name(Locator control) {
        return (String)
                control.evaluate(
                        """
                        e => e.tagName.toLowerCase() + " '" + (e.getAttribute("aria-label")
                          ?? e.labels?.[0]?.textContent ?? e.textContent).trim().slice(0, 60) + "'"
                        """);
    }
}
