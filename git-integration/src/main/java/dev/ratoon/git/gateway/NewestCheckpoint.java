package dev.ratoon.git.gateway;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Which of an agent's hidden refs its sandbox is shown: what a workspace that is lost is restored
 * from, and no more, so that a clone is told as little after a thousand turns as after one.
 */
final class NewestCheckpoint {
    private static final String TREES = "refs/ratoon/checkpoints/";
    private static final String STATES = "refs/ratoon/state/";

    private NewestCheckpoint() {}

    /** The names of the two refs of the newest checkpoint that is whole; none if there is none. */
    static Set<String> refs(Repository repository) throws IOException {
        Set<Integer> states = Set.copyOf(turns(repository, STATES));
        return turns(repository, TREES).stream()
                .filter(states::contains)
                .max(Comparator.naturalOrder())
                .map(turn -> Set.of(TREES + turn, STATES + turn))
                .orElse(Set.of());
    }

    private static List<Integer> turns(Repository repository, String prefix) throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(prefix).stream()
                .map(Ref::getName)
                .map(name -> name.substring(prefix.length()))
                .filter(turn -> turn.matches("0|[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .collect(Collectors.toList());
    }
}
