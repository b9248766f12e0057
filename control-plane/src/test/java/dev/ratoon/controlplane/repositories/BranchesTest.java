package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.github.Branch;
import dev.ratoon.git.upstream.Seen;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class BranchesTest {
    private static Stream<Seen.Tip> tips() {
        return Stream.of("zeta", "main", "fix/Login", "fix/logout")
                .map(name -> new Seen.Tip(name, ObjectId.zeroId(), name.equals("main")));
    }

    private static List<String> names(String words, int limit) {
        return Branches.of(tips(), words, limit).branches().stream()
                .map(Branches.BranchView::name)
                .toList();
    }

    @Test
    void theOneThatARepositoryBeginsWithIsFirst() {
        assertEquals(List.of("main", "fix/Login", "fix/logout", "zeta"), names("", 50));
    }

    @Test
    void thoseThatGitHubToldOfAreInTheSameOrder() {
        Stream<Branch> told =
                Stream.of("zeta", "main", "fix/Login", "fix/logout")
                        .map(name -> new Branch(name, "c5b97d5", name.equals("main"), true));
        Branches all = Branches.told(told, "", 3);
        assertEquals(
                List.of("main", "fix/Login", "fix/logout"),
                all.branches().stream().map(Branches.BranchView::name).toList());
        assertEquals(new Branches.BranchView("main", "c5b97d5", true), all.branches().getFirst());
        assertTrue(all.more());
    }

    @Test
    void eachWordStandsInTheName() {
        assertEquals(List.of("fix/Login", "fix/logout"), names(" LOG fix ", 50));
        assertEquals(List.of(), names("fix zeta", 50));
    }

    @Test
    void thereAreNoMoreThanWasAskedFor() {
        Stream<Seen.Tip> many =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> new Seen.Tip("b" + i, ObjectId.zeroId(), i == 99_999));
        Branches some = Branches.of(many, "", 3);
        assertEquals(
                List.of("b99999", "b0", "b1"),
                some.branches().stream().map(Branches.BranchView::name).toList());
        assertTrue(some.more());
        assertFalse(Branches.of(tips(), "", 4).more());
    }
}
