package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.ratoon.controlplane.agents.AtRest;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An agent with more behind it than is read at once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LongLogIT {
    private static final int MANY = 2_000;

    /** How many places of the page are seen after a press. */
    private static final String PLACES_ON_THE_WAY =
            """
            async (button) => {
              const places = new Set([Math.round(scrollY)]);
              button.click();
              for (let frames = 0; frames < 40; frames++) {
                await new Promise(requestAnimationFrame);
                places.add(Math.round(scrollY));
              }
              return places.size;
            }
            """;

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject AtRest rest;

    private Api api;
    private String agent = "";
    private String path = "";

    @BeforeEach
    void muchHasHappened() throws Exception {
        api = people.owner();
        Api.Answer made =
                api.post(
                        "/api/agents",
                        Map.of("repository", "https://example.invalid/a/b", "title", "long"));
        agent = made.text("id");
        path = people.base() + "/agents/" + made.text("name");
        Map<String, String> message = Map.of("text", "when you go on", "delivery", "queue");
        assertEquals(200, api.post("/api/agents/" + agent + "/messages", message).status());
        api.post("/api/agents/" + agent + "/pause", null);
        rest.await(UUID.fromString(agent));
        assertEquals("paused", api.get("/api/agents/" + agent).body().path("state").asText());
        log.append(
                UUID.fromString(agent),
                _ -> IntStream.range(0, MANY).mapToObj(LongLogIT::happens).toList());
    }

    private static NewEvent happens(int n) {
        return NewEvent.of(new ObservedEvent.PauseAsked("ada", "number " + n + "."));
    }

    @AfterEach
    void delete() {
        api.delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void it_opens_at_its_end_and_goes_back_to_its_beginning_without_a_gap_or_a_repeat()
            throws Exception {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            List<String> asked = new ArrayList<>();
            tab.page().onRequest(request -> asked.add(request.url()));
            tab.signIn(people.ownerLink());
            tab.page().navigate(path);
            Locator notes = tab.page().locator(".conversation li[data-kind=note]");
            assertThat(notes.last()).containsText("number " + (MANY - 1));
            assertThat(tab.page().getByText("when you go on")).hasCount(1);
            assertEquals(
                    1,
                    asked.stream().filter(url -> url.contains("/events?")).count(),
                    "the end only");

            log.append(UUID.fromString(agent), _ -> List.of(happens(MANY)));
            assertThat(notes.last()).containsText("number " + MANY);
            for (int presses = 0; tab.button("Show earlier").isVisible(); presses++) {
                assertTrue(presses < 30, "there is no end to it");
                int before = notes.count();
                String first = notes.first().innerText();
                tab.button("Show earlier").scrollIntoViewIfNeeded();
                double seen = top(tab, first);
                tab.button("Show earlier").click();
                assertThat(notes.nth(before)).isAttached();
                assertEquals(seen, top(tab, first), 2, "what is looked at stays where it is");
            }
            List<String> all = notes.allInnerTexts();
            List<String> numbers =
                    all.stream()
                            .filter(one -> one.contains("number"))
                            .map(LongLogIT::number)
                            .toList();
            assertEquals(IntStream.rangeClosed(0, MANY).mapToObj(n -> n + ".").toList(), numbers);
            assertThat(tab.page().getByText("when you go on")).hasCount(1);
            assertEquals(List.of(), tab.complaints());
        }
    }

    @Tag("long")
    @Test
    void it_stays_at_its_end_unless_somebody_has_scrolled_away() throws Exception {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            tab.page().navigate(path);
            Locator notes = tab.page().locator(".conversation li[data-kind=note]");
            assertThat(notes.last()).containsText("number " + (MANY - 1));
            assertThat(tab.button("To the newest")).hasCount(0);
            append(tab, notes, MANY);
            assertEquals(0, belowTheWindow(tab), "its end is to be seen");

            tab.page().evaluate("scrollBy(0, -900)");
            assertThat(tab.button("To the newest")).isVisible();
            String read = notes.nth(notes.count() - 30).innerText();
            double seen = top(tab, read);
            append(tab, notes, MANY + 1);
            assertEquals(seen, top(tab, read), 2, "what is read stays there");
            assertTrue(belowTheWindow(tab) > 500);

            tab.button("To the newest").click();
            assertThat(tab.button("To the newest")).hasCount(0);
            append(tab, notes, MANY + 2);
            assertEquals(0, belowTheWindow(tab), "it goes along with its end again");

            tab.page()
                    .emulateMedia(
                            new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            tab.page().evaluate("scrollBy(0, -900)");
            assertThat(tab.button("To the newest")).isVisible();
            assertEquals(2, tab.button("To the newest").evaluate(PLACES_ON_THE_WAY));
            assertEquals(List.of(), tab.complaints());
        }
    }

    private void append(Tab tab, Locator notes, int n) {
        log.append(UUID.fromString(agent), _ -> List.of(happens(n)));
        assertThat(notes.last()).containsText("number " + n + ".");
        // What follows from it is drawn.
        tab.page().evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
    }

    private static int belowTheWindow(Tab tab) {
        return (Integer)
                tab.page()
                        .evaluate(
                                "(({ scrollHeight, scrollTop, clientHeight }) => Math.floor(scrollHeight - scrollTop"
                                        + " - clientHeight))(document.documentElement)");
    }

    @Test
    void its_raw_log_opens_at_its_end_too() throws Exception {
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            tab.page().navigate(path + "/log");
            Locator numbers = tab.page().locator(".log .number");
            long last = lastSeq();
            assertThat(numbers.last()).hasText(Long.toString(last));
            while (tab.page().getByText("Show earlier").isVisible()) {
                int before = numbers.count();
                tab.page().getByText("Show earlier").click();
                assertThat(numbers.nth(before)).isAttached();
            }
            assertEquals(
                    IntStream.rangeClosed(1, (int) last).mapToObj(Integer::toString).toList(),
                    numbers.allInnerTexts());
        }
    }

    private long lastSeq() {
        return api.get("/api/agents/" + agent + "/events?limit=1&before=" + Long.MAX_VALUE)
                .body()
                .path("last")
                .asLong();
    }

    private static double top(Tab tab, String text) {
        return tab.page()
                .locator(".conversation li[data-kind=note]")
                .getByText(text, new Locator.GetByTextOptions().setExact(true))
                .boundingBox()
                .y;
    }

    private static String number(String note) {
        return note.strip().substring(note.strip().lastIndexOf(' ') + 1);
    }
}
