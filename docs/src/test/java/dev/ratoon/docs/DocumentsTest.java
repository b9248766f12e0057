package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final List<Path> PAGES = Tree.files(file -> file.toString().endsWith(".md"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern EXTENDS = Pattern.compile("class \\w+ extends (\\w+)");
    private static final Pattern CLAIM = Pattern.compile("(?m)^\\| (\\d+) \\|");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^```\\n([^`]+)\\n```$");

    @Test
    void everythingThatAReaderIsPromisedIsThere() {
        for (String page :
                List.of(
                        "README.md",
                        "LICENSE",
                        "CONTRIBUTING.md",
                        "docs/architecture.md",
                        "docs/threat-model.md",
                        "docs/operations.md",
                        "docs/performance.md",
                        "docs/decisions/0001-versions-and-gates.md")) {
            assertTrue(Files.exists(Tree.ROOT.resolve(page)), page);
        }
    }

    @Test
    void theReadmeHasExactlyTwoCommands() {
        var commands = COMMANDS.matcher(Tree.text(Tree.ROOT.resolve("README.md")));
        assertEquals(
                List.of("./ratoon up", "./mvnw verify"),
                commands.results().map(found -> found.group(1)).toList());
    }

    @Test
    void everyModuleHasItsPage() {
        assertEquals(
                List.of(),
                Pom.modules().stream()
                        .map(pom -> pom.file().resolveSibling("README.md"))
                        .filter(page -> !Files.exists(page))
                        .map(Tree::name)
                        .toList());
    }

    @Test
    void everyLinkInsideLeadsSomewhere() {
        var dead = new TreeSet<String>();
        for (Path page : PAGES) {
            LINK.matcher(Tree.text(page))
                    .results()
                    .map(found -> found.group(1))
                    .filter(to -> !to.contains("://"))
                    .filter(to -> !Files.exists(page.resolveSibling(to)))
                    .forEach(to -> dead.add(Tree.name(page) + " -> " + to));
        }
        assertEquals(new TreeSet<String>(), dead);
    }

    /** What ran is another matter ({@link AcceptanceIT}); here a page names only what there is. */
    @Test
    void everyTestThatAPageNamesExists() {
        Map<String, String> sources =
                Tree.javaFiles().stream()
                        .collect(
                                Collectors.toMap(
                                        file -> file.getFileName().toString().replace(".java", ""),
                                        Tree::text,
                                        (one, other) -> one + other));
        var missing = new TreeSet<String>();
        for (Path page : PAGES) {
            TEST.matcher(Tree.text(page))
                    .results()
                    .filter(found -> !has(sources, found.group(1), found.group(2)))
                    .forEach(found -> missing.add(Tree.name(page) + ": " + found.group()));
        }
        assertEquals(new TreeSet<String>(), missing);
    }

    /** A page that names one could mean the other. */
    @Test
    void noTwoTestsHaveOneName() {
        var seen = new TreeSet<String>();
        var twice = new TreeSet<String>();
        for (Path file : Tree.javaFiles()) {
            String name = file.getFileName().toString();
            if ((name.endsWith("Test.java") || name.endsWith("IT.java")) && !seen.add(name)) {
                twice.add(Tree.name(file));
            }
        }
        assertEquals(new TreeSet<String>(), twice);
    }

    /** In its own source, or in that of the contract that it extends. */
    private static boolean has(Map<String, String> sources, String type, @Nullable String method) {
        String source = sources.get(type);
        if (source == null || method == null || source.contains(" " + method + "(")) {
            return source != null;
        }
        Matcher contract = EXTENDS.matcher(source);
        return contract.find() && has(sources, contract.group(1), method);
    }

    /** Others name a claim by it. */
    @Test
    void everyClaimHasANumberOfItsOwn() {
        var twice = new TreeSet<String>();
        var seen = new TreeSet<String>();
        CLAIM.matcher(Tree.text(Tree.ROOT.resolve("docs/threat-model.md")))
                .results()
                .map(found -> found.group(1))
                .filter(number -> !seen.add(number))
                .forEach(twice::add);
        assertTrue(seen.size() > 100, seen::toString);
        assertEquals(new TreeSet<String>(), twice);
    }
}
