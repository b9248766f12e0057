package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final List<Path> FILES = Tree.javaFiles();
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(|\\.sleep\\(\\d");
    private static final Pattern TO_DO = Pattern.compile("\\b(" + "TODO|FIXME|XXX)\\b");
    private static final Pattern BANNED_IMPORT =
            Pattern.compile(
                    "import (static )?(lombok|com\\.google\\.common|org\\.mockito|org\\.mapstruct)\\.");
    private static final Pattern JGIT_ON_THE_WIRE =
            Pattern.compile("import org\\.eclipse\\.jgit\\.(transport|api|http)\\.");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b");

    @Test
    void thereAreSources() {
        assertFalse(FILES.isEmpty());
    }

    @Test
    void noFileIsLongerThan400Lines() {
        assertEquals(List.of(), offenders(file -> lines(file) > 400));
    }

    @Test
    void nineInTenFilesHaveFewerThan200Lines() {
        long longOnes = FILES.stream().filter(file -> lines(file) >= 200).count();
        assertTrue(longOnes * 10 <= FILES.size(), longOnes + " of " + FILES.size());
    }

    @Test
    void noTestSleeps() {
        assertEquals(
                List.of(),
                offenders(file -> isTest(file) && SLEEP.matcher(Tree.text(file)).find()));
    }

    @Test
    void noTestIsDisabled() {
        assertEquals(List.of(), offenders(file -> DISABLED.matcher(Tree.text(file)).find()));
    }

    @Test
    void nothingIsLeftToDoInAComment() {
        assertEquals(List.of(), offenders(file -> TO_DO.matcher(Tree.text(file)).find()));
    }

    @Test
    void noLibraryThatHidesCodeIsImported() {
        assertEquals(List.of(), offenders(file -> BANNED_IMPORT.matcher(Tree.text(file)).find()));
    }

    /** Our own end is JGit: the other one is git itself, or two mistakes could make a right. */
    @Test
    void noTestSpeaksToOurGitByJGit() {
        assertEquals(
                List.of(),
                offenders(
                        file -> isTest(file) && JGIT_ON_THE_WIRE.matcher(Tree.text(file)).find()));
    }

    private static List<String> offenders(Predicate<Path> wrong) {
        return FILES.stream()
                .filter(file -> !file.endsWith("docs/SourcesTest.java"))
                .filter(wrong)
                .map(Tree::name)
                .toList();
    }

    private static boolean isTest(Path file) {
        return Tree.name(file).contains("src/test/");
    }

    private static long lines(Path file) {
        return Tree.text(file).lines().count();
    }
}
