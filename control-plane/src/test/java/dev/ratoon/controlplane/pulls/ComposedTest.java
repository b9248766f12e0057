package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.git.review.ChangedFile;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposedTest {
    private static final Facts FACTS = LogBook.begun().facts();

    @Test
    void aTitleIsTheAgentsOrElseWhatItWasAskedFirst() {
        assertEquals("Fix it", composed(FACTS, List.of("other")).title());
        Facts unnamed = named("https://example.com/a/b");
        assertEquals(
                "Mend \u00e9t", composed(unnamed, List.of("\n \u001b\nMend \u00e9t\nnow")).title());
        assertEquals("Work of fix-it-000001", composed(unnamed, List.of()).title());
        assertEquals(200, composed(unnamed, List.of("x".repeat(1000))).title().length());
    }

    @Test
    void whatWasAskedAndWhatChangedIsToldUpToABound() {
        String body = composed(FACTS, Collections.nCopies(25, "do it\nand more")).body();
        assertTrue(body.startsWith("## Asked for\n\n- do it\n- do it\n"), body);
        assertTrue(body.contains("- and 5 more\n"), body);
        assertTrue(body.contains("- `a` +1 -2\n"), body);
        assertFalse(body.contains("and more\n"), body);
        assertTrue(body.endsWith("of Ratoon (harness shell)."), body);
    }

    @Test
    void itLeadsBackToTheAgent() {
        String body =
                Composed.of(
                                FACTS,
                                List.of(),
                                List.of(),
                                Optional.of(URI.create("https://r.example/")))
                        .body();
        assertTrue(body.endsWith(": https://r.example/agents/" + FACTS.id()), body);
    }

    @Test
    void nothingInItIsMarkupCallsAnybodyOrHides() {
        String evil = "<!-- @ada `x` [y](z) \u202e #1 *b*";
        String body =
                Composed.of(FACTS, List.of(evil), List.of(file("a`\n@ada\u202e")), Optional.empty())
                        .body();
        assertTrue(body.contains("- \\<!-- @&#8203;ada \\`x\\` \\[y\\](z)   \\#1 \\*b\\*\n"), body);
        assertTrue(body.contains("- `a'` +1 -2\n"), body);
    }

    @Test
    void noKeyThatSomebodyPastedIsInIt() {
        String ask = "use AKIA" + "IOSFODNN7EXAMPLE to log in";
        Composed composed = composed(named(ask), List.of(ask));
        assertEquals("use (a key) to log in", composed.title());
        assertTrue(composed.body().contains("- use (a key) to log in\n"), composed.body());
    }

    private static Facts named(String title) {
        return LogBook.begun().see(new ObservedEvent.Renamed(title, "ada")).facts();
    }

    private static Composed composed(Facts facts, List<String> asks) {
        return Composed.of(facts, asks, List.of(file("a")), Optional.empty());
    }

    private static ChangedFile file(String path) {
        return new ChangedFile(
                path, null, ChangedFile.Change.CHANGED, 1, 2, ChangedFile.Shown.LINES);
    }
}
