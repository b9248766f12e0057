package dev.ratoon.controlplane.models;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A body that may go on.
 *
 * @param model as the provider names it
 * @param streams whether the answer comes in pieces
 * @param mostOutput the most tokens that it asks for, if it says so
 * @param media what it has beside text
 * @param edits what is written into it, in the order of their places
 * @param most how it is made to say the most tokens that it may be answered, where it does not
 */
record Checked(
        String model,
        boolean streams,
        OptionalLong mostOutput,
        Media media,
        List<Edit> edits,
        Most most) {
    /**
     * Where a number goes, and what stands around it.
     *
     * @param instead how many bytes of the body go for it
     */
    record Most(long at, int instead, String before, String after) {
        Edit of(long tokens) {
            return new Edit(at, instead, before + tokens + after);
        }
    }

    /** All that is written into a body that is admitted so. */
    List<Edit> edits(OptionalLong reserved) {
        if (mostOutput.isPresent() || reserved.isEmpty()) {
            return edits;
        }
        return Stream.concat(edits.stream(), Stream.of(most.of(reserved.getAsLong())))
                .sorted(Comparator.comparingLong(Edit::at))
                .toList();
    }
}
