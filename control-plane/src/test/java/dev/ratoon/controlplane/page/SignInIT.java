package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Route;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people get in and out, in a real browser against the real API. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SignInIT {
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
    void open() {
        tab = chromium.tab();
    }

    /**
     * After every test: no error on the console, and nothing that the page's own policy forbids.
     */
    @AfterEach
    void nothing_to_complain_of() {
        List<String> complaints = tab.complaints();
        tab.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void a_link_signs_in_and_the_page_says_who_what_and_how() {
        tab.signIn(people.ownerLink());
        assertThat(tab.at("you-role")).hasText("owner");
        tab.open(people.base() + "/settings", "What is running");
        assertThat(tab.at("roles")).hasText("api, reconciler, git, model, egress");
        assertThat(tab.at("database")).containsText("PostgreSQL");
        assertThat(tab.at("confinement")).not().isEmpty();
        assertThat(tab.at("disk")).containsText("MiB are free");
        assertThat(tab.at("version")).hasText(Pattern.compile("\\d+\\.\\d+\\.\\d+.*"));
        assertThat(tab.at("checks").locator("[data-up=true]").first()).isVisible();
    }

    @Test
    void the_code_leaves_the_address_and_the_history() {
        tab.signIn(people.ownerLink());
        assertEquals(people.base() + "/", tab.page().url());
        assertNull(tab.page().goBack(), "there is nothing of ours to go back to");
    }

    @Test
    void a_reload_stays_signed_in() {
        tab.signIn(people.ownerLink());
        tab.page().reload();
        tab.signedIn();
    }

    @Test
    void a_used_link_is_refused_with_words_and_the_way_on() {
        String link = people.ownerLink();
        people.nobody().signIn(link);
        tab.open(link, "This link no longer works");
        assertThat(tab.at("signed-out-detail")).containsText("It has been used, or is too old.");
        assertThat(tab.at("login-command")).hasText("./ratoon login");
    }

    @Test
    void a_used_link_leaves_signed_in_who_was_it_before() {
        String link = people.ownerLink();
        tab.signIn(link);
        tab.page().navigate("about:blank");
        tab.signIn(link);
        assertThat(tab.at("notice")).containsText("you are still signed in");
    }

    @Test
    void a_link_for_somebody_else_asks_before_it_replaces_who_is_signed_in() {
        tab.signIn(people.ownerLink());
        String link =
                people.owner()
                        .post("/api/users", Map.of("name", "elsewho", "role", "viewer"))
                        .text("link");
        tab.page().onceDialog(Dialog::dismiss);
        tab.page().navigate("about:blank");
        tab.signIn(link);
        assertThat(tab.at("notice")).containsText("this link is for elsewho.");
        assertThat(tab.at("you-role")).hasText("owner");

        tab.page().onceDialog(Dialog::accept);
        tab.page().navigate("about:blank");
        tab.signIn(link);
        assertThat(tab.at("you-role")).hasText("viewer");
    }

    @Test
    void a_link_pasted_into_the_open_page_signs_in() {
        tab.open(people.base() + "/", "Sign in to Ratoon");
        tab.signIn(people.ownerLink());
    }

    @Test
    void without_a_provider_there_is_no_button_for_one() {
        tab.open(people.base() + "/", "Sign in to Ratoon");
        assertThat(tab.at("open-id")).isHidden();
    }

    @Test
    void the_cookie_alone_signs_nobody_in() {
        tab.signIn(people.ownerLink());
        tab.page().evaluate("localStorage.clear()");
        tab.page().reload();
        tab.says("Sign in to Ratoon");
    }

    @Test
    void signing_out_ends_the_session_and_forgets_the_proof() {
        tab.signIn(people.ownerLink());
        Object proof = tab.page().evaluate("localStorage.getItem('ratoon.proof')");
        String cookie = tab.page().context().cookies().getFirst().value;
        tab.button("Sign out").click();
        tab.says("You are signed out");
        assertNull(tab.page().evaluate("localStorage.getItem('ratoon.proof')"));
        var kept =
                people.nobody()
                        .with("Cookie", "ratoon_session=" + cookie)
                        .with("Ratoon-Proof", String.valueOf(proof));
        assertEquals(401, kept.get("/api/session").status());
    }

    @Test
    void signing_out_in_one_tab_signs_out_the_other() {
        tab.signIn(people.ownerLink());
        var other = tab.page().context().newPage();
        other.navigate(people.base() + "/");
        other.getByText("Sign out").click();
        tab.says("Sign in to Ratoon");
    }

    @Test
    void a_lost_server_is_said_calmly_and_comes_back_by_itself() {
        tab.signIn(people.ownerLink());
        var lost = tab.page().getByText("Ratoon does not answer");
        tab.online(false);
        assertThat(lost).isVisible();
        assertThat(tab.at("you-role")).isVisible();
        tab.online(true);
        assertThat(lost).isHidden();
    }

    @Test
    void where_nothing_confines_the_next_step_stands_out() {
        statusWith(
                "confinement",
                "{\"kind\":\"unavailable\",\"description\":\"not available: no bwrap\","
                        + "\"nextStep\":\"apt-get install bubblewrap\"}");
        tab.signIn(people.ownerLink());
        tab.open(people.base() + "/settings", "What is running");
        assertThat(tab.at("confinement")).hasText("not available: no bwrap");
        assertThat(tab.at("advice-command")).hasText("apt-get install bubblewrap");
    }

    @Test
    void where_little_of_the_disk_is_left_the_next_step_stands_out() {
        statusWith(
                "disk",
                "{\"description\":\"/srv (9 of 10240 MiB are free)\","
                        + "\"nextStep\":\"Make room there\"}");
        tab.signIn(people.ownerLink());
        tab.open(people.base() + "/settings", "What is running");
        assertThat(tab.at("disk")).hasText("/srv (9 of 10240 MiB are free)");
        assertThat(tab.at("disk-advice")).hasText("Make room there");
    }

    /** As the server tells it, but for one part. */
    private void statusWith(String part, String said) {
        tab.page()
                .route(
                        "**/api/status",
                        route -> {
                            String real = route.fetch().text();
                            String other =
                                    real.replaceFirst(
                                            "\"" + part + "\":\\{[^}]*}",
                                            "\"" + part + "\":" + said);
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("application/json")
                                            .setBody(other));
                        });
    }

    @Test
    void after_an_upgrade_no_browser_goes_on_with_old_files() {
        tab.signIn(people.ownerLink());
        var page = people.nobody().get("/");
        assertEquals("no-store", page.header("Cache-Control"));
        assertEquals("no-cache", people.nobody().get("/assets/mark.svg").header("Cache-Control"));
        assertEquals("no-cache", people.nobody().get("/sw.js").header("Cache-Control"));
        var script = Pattern.compile("/assets/app/[^\"]+\\.js").matcher(page.raw().body());
        assertTrue(script.find(), page.raw().body());
        assertEquals(
                "public, max-age=31536000, immutable",
                people.nobody().get(script.group()).header("Cache-Control"));
    }

    /** Once it was opened it opens without a server, says so, and goes on by itself. */
    @Test
    void where_nobody_answers_it_opens_and_says_so_and_keeps_nothing_of_anybody() {
        tab.signIn(people.ownerLink());
        tab.page().evaluate("navigator.serviceWorker.ready.then(() => true)");
        tab.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
        tab.page().reload();
        tab.signedIn();
        tab.online(false);
        tab.page().navigate(people.base() + "/settings/people");
        tab.says("Ratoon does not answer");
        Object kept =
                tab.page()
                        .evaluate(
                                """
                                async () => {
                                  const paths = [];
                                  for (const name of await caches.keys())
                                    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
                                  return paths.filter((path) => path !== "/" && !path.startsWith("/assets/app/")).join();
                                }
                                """);
        assertEquals("", kept);
        tab.online(true);
        tab.signedIn();
    }

    @Test
    void it_can_be_installed() {
        tab.open(people.base() + "/", "Sign in to Ratoon");
        Object told =
                tab.page()
                        .evaluate(
                                """
                                async () => {
                                  const at = document.querySelector("link[rel=manifest]").href;
                                  const answer = await fetch(at);
                                  const { name, start_url, display, icons } = await answer.json();
                                  const drawn = await Promise.all(
                                    icons.map(async ({ src, sizes, type }) => {
                                      const icon = await fetch(new URL(src, at));
                                      const image = new Image();
                                      image.src = icon.url;
                                      await image.decode();
                                      const size = `${image.naturalWidth}x${image.naturalHeight}`;
                                      return icon.headers.get("content-type") === type && (sizes === "any" || sizes === size);
                                    }),
                                  );
                                  const sizes = icons.map((icon) => icon.sizes).join(" ");
                                  return [answer.headers.get("content-type").split(";")[0], name, start_url, display, sizes, drawn.every(Boolean)].join();
                                }
                                """);
        assertEquals(
                "application/manifest+json,Ratoon,/,standalone,any 192x192 512x512,true", told);
    }

    @Test
    void the_first_load_is_under_300_kibibytes() throws Exception {
        var named = Pattern.compile("\"(/assets/[^\"]+)\"");
        var paths = new java.util.TreeSet<>(List.of("/"));
        named.matcher(people.nobody().get("/").raw().body())
                .results()
                .forEach(found -> paths.add(found.group(1)));
        long bytes = 0;
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            for (String path : paths) {
                var request =
                        java.net.http.HttpRequest.newBuilder(people.base().resolve(path))
                                .header("Accept-Encoding", "gzip")
                                .build();
                bytes +=
                        http.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                                .body()
                                .length;
            }
        }
        assertTrue(paths.size() > 3, paths.toString());
        assertTrue(bytes < 300 << 10, bytes + " bytes");
    }

    @Test
    void what_people_call_themselves_stays_text() {
        String name = "<img src=x onerror=alert(1)>";
        var invited =
                people.owner()
                        .post(
                                "/api/users",
                                Map.of("name", "markup", "displayName", name, "role", "member"));
        tab.signIn(invited.text("link"));
        assertThat(tab.at("you-name")).hasText(name);
        assertThat(tab.page().locator("img[src=x]")).hasCount(0);
    }
}
