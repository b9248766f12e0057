package dev.ratoon.controlplane.repositories;

import dev.ratoon.git.upstream.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Branches that fit, the one that the repository begins with first, then by name. Pure.
 *
 * @param more whether more fit than are here
 */
record Branches(List<BranchView> branches, boolean more) {
    private static final Comparator<Seen.Tip> ORDER =
            Comparator.comparing(Seen.Tip::isFirst).reversed().thenComparing(Seen.Tip::branch);

    record BranchView(String name, String commit, boolean isDefault) {
        static BranchView of(Seen.Tip tip) {
            return new BranchView(tip.branch(), tip.commitName(), tip.isFirst());
        }
    }

    /**
     * Those that fit.
     *
     * @param words each stands in the branch's name
     */
    static Branches of(Stream<Seen.Tip> tips, String words, int limit) {
        List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        // No more are kept than are told, and one that says that there are more.
        var first = new PriorityQueue<Seen.Tip>(ORDER.reversed());
        tips.filter(tip -> fits(tip.branch().toLowerCase(Locale.ROOT), wanted))
                .forEach(
                        tip -> {
                            first.add(tip);
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
