package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.prompts.TakesImages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images where messages are written, and the tree of what changed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = TakesImages.class, restrictToAnnotatedClass = true)
class ImagesAndFilesIT {
    private static final String GIVE =
            """
            (box, [how, base64]) => {
              const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
              const data = new DataTransfer();
              data.items.add(new File([bytes], how + ".png", { type: "image/png" }));
              const also = { bubbles: true, cancelable: true };
              box.dispatchEvent(how === "pasted"
                ? new ClipboardEvent("paste", { clipboardData: data, ...also })
                : new DragEvent("drop", { dataTransfer: data, ...also }));
            }
            """;

    /** Exif that says: to be turned to the right, by a quarter. */
    private static final String TURNED =
            "ffe10022457869660000"
                    + "49492a0008000000"
                    + "0100"
                    + "120103000100000006000000"
                    + "00000000";

    private static final LocatorAssertions.HasCountOptions LONG =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    private static final Locator.GetByRoleOptions DOWNLOAD =
            new Locator.GetByRoleOptions().setName("Download");

    @Inject TestPeople people;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void end() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void images_are_picked_and_pasted_survive_a_reload_and_stand_beside_what_was_said()
            throws Exception {
        agent = fleet.start("auto", "Look", Map.of("harness", "seeing"));
        byte[] red = drawn(0xff0000);
        byte[] blue = drawn(0x0000ff);
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            Page page = open(tab, "");
            page.locator(".composer input[type=file]")
                    .setInputFiles(new FilePayload("red.png", "image/png", red));
            assertThat(page.locator(".images-field img")).hasCount(1);
            give(page.locator(".composer textarea"), "pasted", blue);
            assertThat(page.locator(".images-field img")).hasCount(2);
            page.locator(".composer input[type=file]")
                    .setInputFiles(
                            new FilePayload(
                                    "lie.png",
                                    "image/png",
                                    "<svg/>".getBytes(StandardCharsets.US_ASCII)));
            assertThat(page.locator(".images-field [role=alert]"))
                    .containsText("first bytes are none of");
            page.reload();
            assertThat(page.locator(".images-field img")).hasCount(2);
            assertEquals("", tab.accessibilityFaults());
            tab.button("Leave out red.png").click();
            page.locator(".composer textarea").fill("And this");
            tab.button("Send").click();
            Locator said = page.locator(".queue img");
            assertThat(said).hasAttribute("alt", "Image: pasted.png");
            assertThat(page.locator(".images-field img")).hasCount(0);
            assertEquals(40, said.evaluate("image => image.naturalWidth"));
            assertEquals("", tab.accessibilityFaults());
        }
    }

    @Tag("long")
    @Test
    void a_photograph_that_is_too_large_is_made_smaller_stays_upright_and_that_is_told()
            throws Exception {
        agent = fleet.start("auto", "Look", Map.of("harness", "seeing"));
        byte[] lying = photograph();
        assertTrue(lying.length > 3_932_160, "it is too large: " + lying.length);
        try (var chromium = new Chromium();
                Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            Page page = open(tab, "");
            page.locator(".composer input[type=file]")
                    .setInputFiles(new FilePayload("photo.jpg", "image/jpeg", lying));
            assertThat(page.locator(".images-field .told"))
                    .containsText("photo.jpg was made smaller: 1638 × 2048 pixels");
            assertThat(page.locator(".images-field .told")).containsText("from 2400 × 3000 pixels");
            Locator shown = page.locator(".images-field img");
            assertThat(shown).hasCount(1);
            assertEquals(
                    2048,
                    shown.evaluate("image => image.decode().then(() => image.naturalHeight)"));
            assertEquals(1638, shown.evaluate("image => image.naturalWidth"));
            page.waitForFunction(
                    "() => { const r = document.documentElement;"
                            + " return r.scrollTop > 0 && r.scrollHeight - r.scrollTop - r.clientHeight < 2; }");
            assertEquals(0, tab.pixelsBeyondTheEdge());
            assertEquals("", tab.accessibilityFaults());
        }
    }

    /** As a camera writes it that was held upright: lying on its side, and saying so. */
    private static byte[] photograph() throws IOException {
        var image = new BufferedImage(3000, 2400, BufferedImage.TYPE_INT_RGB);
        var noise = new Random(7);
        for (int i = 0; i < 3000 * 2400; i++) {
            image.setRGB(i % 3000, i / 3000, noise.nextInt());
        }
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        byte[] plain = jpeg.toByteArray();
        byte[] turned = HexFormat.of().parseHex(TURNED);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(turned);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    @Test
    void where_a_harness_takes_none_the_control_says_so() {
        agent = fleet.start("auto", "true", Map.of("harness", "shell"));
        try (var chromium = new Chromium();
                Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            Page page = open(tab, "");
            assertThat(page.locator(".images-field")).containsText("takes no images");
            assertThat(tab.button("Add images")).isDisabled();
        }
    }

    @Tag("long")
    @Test
    void changed_files_stand_in_a_tree_that_is_walked_by_keys_and_found_by_name() throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "mkdir -p src/main/app docs; for i in 1 2 3 4 5 6 7 8 9 10; do echo $i >src/main/app/f$i.txt; done;"
                                + " echo d >docs/d.md; echo more >>README");
        fleet.awaitTurn(agent, 1);
        Eventually.get(
                "a checkpoint",
                () -> fleet.events(agent, "checkpoint.kept"),
                kept -> !kept.isEmpty());
        try (var chromium = new Chromium()) {
            try (Tab tab = chromium.tab()) {
                Page page = open(tab, "/changes");
                Locator rows = page.locator("[role=treeitem]");
                assertThat(rows).hasCount(14);
                assertThat(rows.nth(2)).containsText("src/main/app");
                assertThat(rows.nth(2)).containsText("+10");
                rows.nth(0).focus();
                page.keyboard().press("ArrowDown");
                page.keyboard().press("ArrowDown");
                page.keyboard().press("ArrowLeft");
                assertThat(rows).hasCount(4);
                assertThat(rows.nth(2)).hasAttribute("aria-expanded", "false");
                assertThat(rows.nth(2)).isFocused();
                page.keyboard().press("End");
                page.keyboard().press("Enter");
                assertThat(page.locator("details.file[data-path=README] .line.added").first())
                        .isVisible();
                assertThat(page.locator("details.file[data-path=README] summary")).isFocused();
                page.getByRole(AriaRole.SEARCHBOX).fill("docs");
                assertThat(rows).hasCount(2);
                assertThat(page.locator("details.file")).hasCount(1);
                assertEquals("", tab.accessibilityFaults());
            }
            try (Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
                Page page = open(tab, "/changes");
                assertThat(page.locator(".files-tree > summary")).hasText("12 files");
                assertThat(page.locator("[role=tree]")).isHidden();
                page.locator(".files-tree > summary").click();
                assertThat(page.locator("[role=tree]")).isVisible();
                assertEquals(0, tab.pixelsBeyondTheEdge());
                assertEquals("", tab.accessibilityFaults());
            }
        }
    }

    @Tag("long")
    @Test
    void what_is_dropped_before_it_begins_and_pasted_later_stands_in_what_was_said()
            throws Exception {
        hasALooker();
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            Page page = tab.page();
            page.navigate(people.base() + "/new");
            page.locator("#new-repository").fill(fleet.repository().folder().toString());
            page.locator("#new-harness").fill("looker");
            page.locator("[role=option]").first().waitFor();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.locator("#new-prompt").fill("What is this?");
            give(page.locator("#new-prompt"), "dropped", drawn(0xff0000));
            assertThat(page.locator(".images-field img")).hasCount(1);
            tab.button("Start").click();
            Locator said = page.locator("article.bubble");
            Locator seen = page.getByText("Images that I see: 1.");
            assertThat(seen).hasCount(1, LONG);
            assertThat(said.locator("img")).hasAttribute("alt", "Image: dropped.png");
            agent = fleet.agent(page.url().replaceFirst(".*/", "")).path("id").asText();

            page.locator(".composer textarea").fill("And this?");
            give(page.locator(".composer textarea"), "pasted", drawn(0x0000ff));
            assertThat(page.locator(".images-field img")).hasCount(1);
            tab.button("Send").click();
            assertThat(seen).hasCount(2, LONG);
            Locator later = said.last().locator("img");
            assertThat(later).hasAttribute("alt", "Image: pasted.png");
            assertEquals(40, later.evaluate("image => image.naturalWidth"));
            assertEquals("", tab.accessibilityFaults());
            assertEquals(List.of(), tab.complaints());
        }
    }

    private void hasALooker() throws Exception {
        try (InputStream script =
                Objects.requireNonNull(ImagesAndFilesIT.class.getResourceAsStream("looker.sh"))) {
            Files.copy(script, fleet.repository().folder().resolve("looker.sh"));
        }
        fleet.repository().git("add", "-A");
        fleet.repository()
                .git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "a");
    }

    @Tag("long")
    @Test
    void each_turn_has_its_own_changes_what_is_folded_opens_and_each_file_is_kept_as_it_is()
            throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "printf '\\000\\377<b>' >logo.bin; git add -A; git -c user.name='H & I'"
                                + " -c user.email=h@example.invalid commit -qm 'Draw <b>it';"
                                + " echo more >>README");
        fleet.awaitTurn(agent, 1);
        turn(2, "echo second >two.txt");
        turn(3, "rm two.txt; echo '<i>' >three.txt");
        try (var chromium = new Chromium()) {
            for (Tab each : List.of(chromium.tab(), chromium.phone())) {
                try (Tab tab = each) {
                    Page page = open(tab, "/changes");
                    assertThat(page.locator("details.file")).hasCount(3);
                    whatIsFoldedOpens(page);
                    isKept(tab, "logo.bin", new byte[] {0, (byte) 0xff, '<', 'b', '>'});
                    isKept(tab, "three.txt", "<i>\n".getBytes(StandardCharsets.UTF_8));
                    assertThat(page.locator(".bad")).hasCount(0);
                    assertEquals(0, tab.pixelsBeyondTheEdge());
                    assertEquals("", tab.accessibilityFaults());
                    hasTheChangesOfEachTurn(page);
                    assertEquals(List.of(), tab.complaints());
                }
            }
        }
    }

    private void turn(int which, String prompt) throws Exception {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", prompt));
        fleet.awaitTurn(agent, which);
        Eventually.get(
                "the checkpoint of turn " + which,
                () -> fleet.events(agent, "checkpoint.kept"),
                kept -> kept.stream().anyMatch(one -> one.at("/payload/turn").asInt() == which));
    }

    private static void whatIsFoldedOpens(Page page) {
        Locator logo = file(page, "logo.bin");
        Locator words = logo.getByText("It is no text, and has no lines to show.");
        assertThat(words).isVisible();
        assertThat(logo).not().containsText("+0");
        assertThat(logo).not().containsText("Binary");
        logo.locator("summary").click();
        assertThat(words).isHidden();
        logo.locator("summary").click();
        assertThat(words).isVisible();
        Locator commits = page.locator(".changes > details li");
        page.getByText("Its own commits").click();
        assertThat(commits).hasCount(1);
        assertThat(commits).containsText("Draw <b>it H & I, ");
        page.getByText("Its own commits").click();
        assertThat(commits).isHidden();
    }

    private static void isKept(Tab tab, String name, byte[] bytes) throws IOException {
        Download kept = tab.page().waitForDownload(() -> tab.button("Download " + name).click());
        assertEquals(name, kept.suggestedFilename());
        assertArrayEquals(bytes, Files.readAllBytes(kept.path()));
    }

    private static void hasTheChangesOfEachTurn(Page page) {
        Locator turn = page.locator(".changes select");
        turn.selectOption("2");
        assertThat(page.locator("details.file")).hasCount(1);
        assertThat(file(page, "two.txt").locator(".line.added")).containsText("second");
        turn.selectOption("3");
        assertThat(page.locator("details.file")).hasCount(2);
        assertThat(file(page, "two.txt").locator(".line.removed")).containsText("second");
        assertThat(file(page, "two.txt").getByRole(AriaRole.BUTTON, DOWNLOAD)).hasCount(0);
        assertThat(file(page, "three.txt").locator(".line.added")).containsText("<i>");
        turn.selectOption("1");
        assertThat(page.locator("details.file")).hasCount(2);
        assertThat(file(page, "README").locator(".line.added")).containsText("more");
        turn.selectOption("");
        assertThat(page.locator("details.file")).hasCount(3);
        assertThat(file(page, "two.txt")).hasCount(0);
    }

    private static Locator file(Page page, String path) {
        return page.locator("details.file[data-path='" + path + "']");
    }

    private static void give(Locator box, String how, byte[] image) {
        box.evaluate(GIVE, List.of(how, Base64.getEncoder().encodeToString(image)));
    }

    private Page open(Tab tab, String view) {
        tab.signIn(people.ownerLink());
        String name = fleet.agent(agent).path("name").asText();
        tab.page().navigate(people.base() + "/agents/" + name + view);
        return tab.page();
    }

    private static byte[] drawn(int colour) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, colour);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
