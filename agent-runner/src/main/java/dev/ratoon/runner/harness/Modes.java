package dev.ratoon.runner.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our three modes in a harness's words: those that its descriptor has, then those that are usual.
 * In auto mode the runner answers the requests itself, so that a harness which has no such mode
 * works in its normal one. Pure.
 */
record Modes(Map<String, List<String>> words) {
    static final String NORMAL = "normal";
    static final String PLAN = "plan";
    static final String AUTO = "auto";

    /** Not one of ours: in it a harness has no tools, where it has such a mode. */
    static final String ANSWER = "answer";

    private static final Map<String, List<String>> USUAL =
            Map.of(
                    NORMAL, List.of(NORMAL, "default", "build", "agent"),
                    PLAN, List.of(PLAN, "read-only"),
                    AUTO, List.of(AUTO, NORMAL, "default", "build", "agent"));

    Modes {
        words = Map.copyOf(words);
    }

    /** Whether it asks for more, or lets less be done. */
    static boolean isStricter(String mode, String than) {
        List<String> all = List.of(AUTO, NORMAL, PLAN);
        return all.indexOf(mode) > all.indexOf(than);
    }

    /** What to set for a mode of ours; empty when it has nothing like it. */
    Optional<List<Offers.Setting>> settings(String mode, Offers offers) {
        return Stream.concat(
                        words.getOrDefault(mode, List.of()).stream(),
                        USUAL.getOrDefault(mode, List.of(mode)).stream())
                .flatMap(word -> offers.mode(word).stream())
                .findFirst();
    }

    /**
     * Which of ours it is in; empty when it is one that we have no word for.
     *
     * @param wanted is preferred where two of ours are one to it
     */
    Optional<String> ours(Offers offers, String wanted) {
        return Stream.of(wanted, NORMAL, PLAN, AUTO)
                .filter(
                        mode ->
                                settings(mode, offers)
                                        .map(all -> all.stream().allMatch(Offers.Setting::isSet))
                                        .orElse(false))
                .findFirst();
    }
}
