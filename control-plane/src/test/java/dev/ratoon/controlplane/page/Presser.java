package dev.ratoon.controlplane.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Presses all controls of pages in one tab. What would change something at the server is asked for
 * and refused on its way there, so that the next press finds everything as it was.
 */
final class Presser {
    static final String OF_THE_FRAME = "header a[href], header button, a.skip";

    static final String CONTROLS =
            "main a[href], main button, main summary, main input, main select, main textarea";

    /** What a press may bring forth, wherever it is. */
    private static final String REVEALED = CONTROLS + ", dialog input, dialog button";

    /** Asked for all the time, whatever is pressed. */
    private static final List<String> BY_ITSELF = List.of("/health/ready", "/api/stream");

    /** How long something may take to come of a press. */
    private static final int PATIENCE = 5_000;

    /** By what a control is known again after the page was opened anew. */
    private static final String KEY =
            """
            (e) => [e.tagName, e.type, (e.ariaLabel ?? e.labels?.[0]?.textContent ?? e.textContent).trim().slice(0, 80)].join(" ")
            """;

    private final Page page;
    private final URI base;
    private final Set<String> pressed;
    private final AtomicInteger requests = new AtomicInteger();
    final List<String> dead = new ArrayList<>();
    final RefusedRequests refused;
    int presses;

    /**
     * @param pressed what was pressed already, by any of them: what stands on many pages is pressed
     *     once
     */
    Presser(Tab tab, URI base, Endpoints endpoints, Set<String> pressed) {
        this.page = tab.page();
        this.base = base;
        this.pressed = pressed;
        this.refused = new RefusedRequests(page.context(), endpoints);
        page.context().onRequest(this::count);
        page.onFileChooser(_ -> requests.incrementAndGet());
        page.onDialog(
                dialog -> {
                    requests.incrementAndGet();
                    dialog.dismiss();
                });
    }

    private void count(Request request) {
        if (BY_ITSELF.stream().noneMatch(request.url()::contains)) {
            requests.incrementAndGet();
        }
    }

    /** All that can be pressed at once, and what each press brings forth. */
    void pressAll(String address, String controls) {
        open(address);
        String url = page.url();
        String fresh = pressable(controls);
        Set<String> atFirst = keys(REVEALED);
        boolean isFresh = true;
        int count = page.locator(controls).count();
        for (int at = 0; at < count; at++) {
            Locator control = page.locator(controls).nth(at);
            if (!control.isVisible() || !control.isEnabled() || !isFirst(control, address)) {
                continue;
            }
            String key = key(control);
            boolean comes = comesOf(control);
            if (!comes && !isFresh) {
                // What was pressed before may have been in its way.
                open(address);
                comes = comesOf(control);
            }
            note(address + ": " + key, comes);
            settle();
            int which = at;
            boolean more =
                    page.url().equals(url)
                            && pressRevealed(
                                    address,
                                    atFirst,
                                    () -> press(page.locator(controls).nth(which)));
            isFresh = more || !page.url().equals(url) || !pressable(controls).equals(fresh);
            if (isFresh) {
                open(address);
            }
        }
    }

    /** What can be pressed only once something is written. */
    void pressFilled(String address) {
        open(address);
        Set<String> atFirst = keys(REVEALED);
        fill();
        settle();
        pressRevealed(address + " (filled)", atFirst, this::fill);
    }

    /**
     * Presses what is there now and was not at first; before each but the first all begins anew.
     *
     * @return whether there was any
     */
    private boolean pressRevealed(String address, Set<String> atFirst, Runnable again) {
        Set<String> revealed = keys(REVEALED);
        revealed.removeAll(atFirst);
        boolean any = !revealed.isEmpty();
        revealed.removeIf(key -> !pressed.add(kind(address) + " revealed " + key));
        boolean isFirst = true;
        for (String key : revealed) {
            if (!isFirst) {
                open(address.replace(" (filled)", ""));
                again.run();
                settle();
            }
            isFirst = false;
            Locator control = of(key);
            if (control != null) {
                note(address + " > " + key, comesOf(control));
            }
        }
        return any;
    }

    private void note(String name, boolean comes) {
        presses++;
        if (!comes) {
            dead.add(name);
        }
    }

    /** Into each field that is empty. */
    private void fill() {
        Locator fields = page.locator("main input, main textarea");
        for (int at = 0; at < fields.count(); at++) {
            Locator field = fields.nth(at);
            if (field.isVisible() && field.isEditable() && isEmptyText(field)) {
                try {
                    String type = String.valueOf(field.getAttribute("type"));
                    field.fill(type.equals("number") ? "7" : "x");
                } catch (PlaywrightException e) {
                    // It takes no text.
                }
            }
        }
    }

    private static boolean isEmptyText(Locator field) {
        return (Boolean)
                field.evaluate(
                        "e => e.value === '' && !['checkbox', 'radio', 'file', 'range'].includes(e.type)");
    }

    @SuppressWarnings("unchecked")
    private Set<String> keys(String controls) {
        try {
            return new LinkedHashSet<>(
                    (List<String>)
                            page.evaluate(
                                    "(controls) => [...document.querySelectorAll(controls)].filter((e)"
                                            + " => !e.disabled && !e.ariaCurrent && e.checkVisibility()).map("
                                            + KEY
                                            + ")",
                                    controls));
        } catch (PlaywrightException e) {
            // It has left for another page.
            return new LinkedHashSet<>();
        }
    }

    private @Nullable Locator of(String key) {
        Locator all = page.locator(REVEALED);
        Object at =
                page.evaluate(
                        "([controls, key]) => [...document.querySelectorAll(controls)].findIndex((e)"
                                + " => !e.disabled && !e.ariaCurrent && e.checkVisibility() && ("
                                + KEY
                                + ")(e) === key)",
                        List.of(REVEALED, key));
        return (Integer) at < 0 ? null : all.nth((Integer) at);
    }

    /** Of each control whether it can be seen and pressed. */
    private String pressable(String controls) {
        try {
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
        return pressed.add(
                (beside ? kind(address) : address) + " " + control.evaluate("e => e.outerHTML"));
    }

    private static String kind(String address) {
        return address.replaceFirst("^(/settings|/agents/[^/]+)/.*", "$1");
    }

    void open(String address) {
        // What one press has left in the browser would be there for the next.
        page.evaluate(
                """
                () => {
                  for (const key of Object.keys(localStorage))
                    if (/^ratoon\\.(draft|edit|start|remarks|appearance)/.test(key)) localStorage.removeItem(key);
                }
                """);
        page.navigate(base + address);
        page.waitForFunction(
                "() => document.getElementById('you-role') !== null"
                        + " && !/One moment|Asking what/.test(document.querySelector('main').textContent)",
                null,
                new Page.WaitForFunctionOptions().setTimeout(15_000));
        settled(address.equals("/new") ? 600 : 200);
    }

    /** Nothing has changed on it for so many milliseconds: what it asks for by itself is asked. */
    private void settled(int quiet) {
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

    private void settle() {
        try {
            settled(100);
        } catch (PlaywrightException e) {
            // It has left for another page.
        }
    }

    boolean comesOf(Locator control) {
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
                                    || isChanged(),
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
                control.click(new Locator.ClickOptions().setTimeout(15_000));
            }
        } catch (PlaywrightException e) {
            // Nobody can press it then, and nothing comes of it.
        }
    }

    /** What the page itself shows of it, its focus elsewhere than on what was pressed among it. */
    private boolean isChanged() {
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

    private static String key(Locator control) {
        return (String) control.evaluate(KEY);
    }
}
