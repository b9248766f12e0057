package dev.ratoon.controlplane.repositories;

import dev.ratoon.git.github.Branch;
import dev.ratoon.git.upstream.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Branches that fit, the one that the repository begins with first, then by name. Pure.
 *
 * @param more whether more fit than are here
 */
record Branches(List<BranchView> branches, boolean more) {
    private static final Comparator<Known> ORDER =
            Comparator.comparing(Known::isFirst).reversed().thenComparing(Known::name);

    record BranchView(String name, String commit, boolean isDefault) {
        private static BranchView of(Known one) {
            return new BranchView(one.name(), one.commit().get(), one.isFirst());
        }
    }

    /** One of which the commit is written out only when it is shown. */
    private record Known(String name, boolean isFirst, Supplier<String> commit) {}

    /**
     * Those that fit.
     *
     * @param words each stands in the branch's name
     */
    static Branches of(Stream<Seen.Tip> tips, String words, int limit) {
        return first(
                tips.map(tip -> new Known(tip.branch(), tip.isFirst(), tip::commitName)),
                words,
                limit);
    }

    /** The same of those that GitHub told of. */
    static Branches told(Stream<Branch> branches, String words, int limit) {
        return first(
                branches.map(one -> new Known(one.name(), one.isDefault(), one::commit)),
                words,
                limit);
    }

    private static Branches first(Stream<Known> all, String words, int limit) {
        List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        // No more are kept than are told, and one that says that there are more.
        var first = new PriorityQueue<Known>(ORDER.reversed());
        all.filter(one -> fits(one.name().toLowerCase(Locale.ROOT), wanted))
                .forEach(
                        one -> {
                            first.add(one);
                            if (first.size() > limit + 1) {
                                first.remove();
                            }
                        });
        return new Branches(
                first.stream().sorted(ORDER).limit(limit).map(BranchView::of).toList(),
                first.size() > limit);
    }

    private static boolean fits(String branch, List<String> wanted) {
        return wanted.stream().allMatch(branch::contains);
    }
}
