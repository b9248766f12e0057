package dev.ratoon.controlplane.repositories;

import dev.ratoon.git.upstream.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
            return new BranchView(tip.branch(), tip.commit(), tip.isFirst());
        }
    }

    /**
     * Those that fit.
     *
     * @param words each stands in the branch's name
     */
    static Branches of(Stream<Seen.Tip> tips, String words, int limit) {
        List<String> wanted = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        List<BranchView> fitting =
                tips.filter(tip -> fits(tip.branch().toLowerCase(Locale.ROOT), wanted))
                        .sorted(ORDER)
                        .limit(limit + 1L)
                        .map(BranchView::of)
                        .toList();
        return new Branches(
                List.copyOf(fitting.subList(0, Math.min(limit, fitting.size()))),
                fitting.size() > limit);
    }

    private static boolean fits(String branch, List<String> wanted) {
        return wanted.stream().allMatch(branch::contains);
    }
}
