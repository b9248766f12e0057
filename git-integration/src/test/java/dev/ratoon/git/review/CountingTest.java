package dev.ratoon.git.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingTest {
    private static final int LARGEST = 400;
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path folder;

    @BeforeEach
    void aRepository() throws IOException {
        try (Repository made =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            made.create(true);
        }
    }

    private String commit(Map<String, String> files) throws IOException {
        try (Repository repository =
                        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
                ObjectInserter inserter = repository.newObjectInserter()) {
            var tree = new TreeFormatter();
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                tree.append(
                        file.getKey(),
                        FileMode.REGULAR_FILE,
                        inserter.insert(Constants.OBJ_BLOB, content));
            }
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            String name = inserter.insert(commit).name();
            inserter.flush();
            return name;
        }
    }

    private Totals totals(Map<String, String> from, Map<String, String> to, Totals.Most most)
            throws IOException {
        var bounds = new Bounds(LARGEST, 1, 1, 0, 1, 1);
        try (Review review = Review.of(folder, bounds)) {
            return review.totals(Optional.of(commit(from)), commit(to), most);
        }
    }

    private Totals totals(Map<String, String> from, Map<String, String> to) throws IOException {
        return totals(from, to, new Totals.Most(50, 50, 100, 1_000, LONG));
    }

    @Test
    void linesAreThoseOfEachFile() throws Exception {
        Map<String, String> from = Map.of("a", "1\n2\n3\n", "gone", "x\ny\n", "same", "s\n");
        Map<String, String> to = Map.of("a", "1\ntwo\n3\n", "new", "n\n", "same", "s\n");
        assertEquals(new Totals(3, 2, 3, false), totals(from, to));
    }

    @Test
    void whatIsOnlySomewhereElseIsOneFileWithoutLines() throws Exception {
        Map<String, String> from = Map.of("a", "1\n2\n", "b", "1\n2\n", "c", "3\n");
        Map<String, String> to = Map.of("d", "1\n2\n", "c", "3\n");
        assertEquals(new Totals(2, 0, 2, false), totals(from, to));
    }

    @Test
    void whatIsMoreThanIsLookedThroughIsNotCompared() throws Exception {
        Map<String, String> from = Map.of("same", "");
        Map<String, String> to = Map.of("one", "1\n", "two", "2\n", "three", "3\n", "same", "");
        var more = new Totals(3, 0, 0, true);
        assertEquals(more, totals(from, to, new Totals.Most(2, 9, 9, 99, LONG)));
        assertEquals(more, totals(from, to, new Totals.Most(50, 2, 9, 99, LONG)));
        assertEquals(more, totals(from, to, new Totals.Most(50, 9, 1, 99, LONG)));
        assertEquals(more, totals(from, to, new Totals.Most(50, 9, 9, 5, LONG)));
        assertEquals(
                new Totals(3, 3, 0, false), totals(from, to, new Totals.Most(50, 9, 2, 6, LONG)));
    }

    @Test
    void bytesAndWhatIsTooLargeForAReviewHaveNoLines() throws Exception {
        Map<String, String> to =
                Map.of("bytes", "\0\1\n", "picture", "\0".repeat(200), "large", "l\n".repeat(200));
        assertEquals(new Totals(3, 0, 0, false), totals(Map.of(), to));
        assertTrue(totals(Map.of(), Map.of("text", "t\n".repeat(100))).more());
    }

    @Test
    void whatTakesLongIsGivenUp() throws Exception {
        var random = new Random(1);
        Map<String, String> from = new TreeMap<>();
        Map<String, String> to = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            from.put("f" + i, "" + random.nextLong());
            to.put("f" + i, "" + random.nextLong());
        }
        assertTrue(
                totals(from, to, new Totals.Most(99, 99, 99, 9_999, Duration.ofNanos(1))).more());
    }
}
