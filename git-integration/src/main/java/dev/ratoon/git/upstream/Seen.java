package dev.ratoon.git.upstream;

import static org.eclipse.jgit.lib.Constants.HEAD;
import static org.eclipse.jgit.lib.Constants.R_HEADS;
import static org.eclipse.jgit.lib.Constants.R_TAGS;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What a repository shows to somebody: its branches and tags, by full name.
 *
 * @param head the full name of the branch that it begins with; empty when it has no branches
 */
public record Seen(NavigableMap<String, Ref> refs, Optional<String> head) {
    /** What it says, without what no repository can say: names come from others. */
    static Seen of(Collection<Ref> said) {
        var refs = new TreeMap<String, Ref>();
        Ref head = null;
        for (Ref ref : said) {
            String name = ref.getName();
            if (name.equals(HEAD)) {
                head = ref;
            } else if ((name.startsWith(R_HEADS) || name.startsWith(R_TAGS))
                    && Repository.isValidRefName(name)
                    && ref.getObjectId() != null) {
                refs.put(name, ref);
            }
        }
        return new Seen(refs, first(refs, head));
    }

    private static Optional<String> first(NavigableMap<String, Ref> refs, @Nullable Ref head) {
        if (head != null && head.isSymbolic() && refs.containsKey(head.getLeaf().getName())) {
            return Optional.of(head.getLeaf().getName());
        }
        ObjectId at = head == null ? null : head.getObjectId();
        Stream<String> usual = Stream.of(R_HEADS + "main", R_HEADS + "master");
        Stream<String> all = refs.keySet().stream().filter(name -> name.startsWith(R_HEADS));
        return Stream.concat(usual, all)
                .flatMap(name -> Stream.ofNullable(refs.get(name)))
                .filter(ref -> at == null || at.equals(ref.getObjectId()))
                .map(Ref::getName)
                .findFirst()
                .or(() -> refs.keySet().stream().filter(n -> n.startsWith(R_HEADS)).findFirst());
    }

    /** Where a branch is, by its short name. */
    public Optional<ObjectId> branch(String name) {
        return Optional.ofNullable(refs.get(R_HEADS + name)).map(Ref::getObjectId);
    }

    /**
     * A branch.
     *
     * @param isFirst whether the repository begins with it
     */
    public record Tip(String branch, ObjectId commit, boolean isFirst) {
        /** Its commit, written out: only for those that are shown. */
        public String commitName() {
            return commit.name();
        }
    }

    public Stream<Tip> tips() {
        return refs.values().stream()
                .filter(ref -> ref.getName().startsWith(R_HEADS))
                .map(
                        ref ->
                                new Tip(
                                        ref.getName().substring(R_HEADS.length()),
                                        ref.getObjectId(),
                                        head.filter(ref.getName()::equals).isPresent()));
    }

    public Stream<String> branches() {
        return refs.keySet().stream()
                .filter(name -> name.startsWith(R_HEADS))
                .map(name -> name.substring(R_HEADS.length()));
    }
}
