package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.models.Usage;
import java.util.Optional;

/**
 * What a call can use at most, and what it has used. A provider is believed where its report can be
 * true: it is the one who bills. Where it cannot be, or there is none, our estimate counts.
 *
 * @param largestOutput tokens reserved for a call that does not say how many it wants
 */
record Reckoning(long largestOutput, MediaTable media) {
    /** What a provider may add of its own to say which tools there are, and the like. */
    private static final long ADDED = 2_000;

    /** No model reads or writes more in one call. */
    static final long MOST = 10_000_000;

    private static final int BYTES_OF_A_TOKEN = 3;

    /**
     * Pictures are the least dense of what is sent: a thousand bytes a token, and fewer of text.
     */
    private static final int BYTES_OF_THE_LIGHTEST = 1_024;

    /** Tokens of a call. */
    record Tokens(long input, long output) {
        long all() {
            return input + output;
        }
    }

    /** What counts of a call that is over. */
    record Used(long input, long cached, long output, boolean estimated) {
        long tokens() {
            return input + output;
        }
    }

    /**
     * A token is one byte at least, so that a text has no more of them than bytes. What is no text
     * has its own bound beside that.
     */
    Tokens atMost(ModelCall call) {
        long bytes = Math.clamp(call.requestBytes(), 0, MOST);
        long input = Math.min(MOST, bytes + media.tokens(call) + ADDED);
        return new Tokens(input, output(call));
    }

    private long output(ModelCall call) {
        return Math.clamp(call.mostOutput().orElse(largestOutput), 0, MOST);
    }

    Used used(ModelCall call, Outcome outcome) {
        Optional<Usage> reported = outcome.usage();
        if (reported.isEmpty() && costsNothing(outcome)) {
            return new Used(0, 0, 0, false);
        }
        long input = reported.map(Usage::input).orElse(-1L);
        long output = reported.map(Usage::output).orElse(-1L);
        long cached = reported.map(Usage::cached).orElse(0L);
        boolean inputHolds = canBeInput(input, call);
        boolean outputHolds = canBeOutput(output, outcome);
        long in = inputHolds ? input : estimatedInput(call);
        long estimate = estimatedOutput(call, outcome);
        long out = outputHolds ? output : estimate;
        if (outcome.cut()) {
            // What was reported last may be from before most of it.
            out = Math.max(out, estimate);
        }
        return new Used(
                in, inputHolds ? Math.clamp(cached, 0, in) : 0, out, !inputHolds || out != output);
    }

    /** Nobody bills what failed, or what it was never asked. */
    private static boolean costsNothing(Outcome outcome) {
        return outcome.status() >= 300 || (outcome.status() == 0 && !outcome.cut());
    }

    private static boolean canBeInput(long input, ModelCall call) {
        return input <= MOST && input >= call.requestBytes() / BYTES_OF_THE_LIGHTEST && input >= 0;
    }

    /**
     * What a stream wraps around its words is many times their size: it says only that there are
     * any. More than was asked for can be true, of a provider that does not read how much that is.
     */
    private static boolean canBeOutput(long output, Outcome outcome) {
        boolean isSaid =
                outcome.status() >= 200 && outcome.status() < 300 && outcome.answerBytes() > 0;
        return output <= MOST && output >= (isSaid && !outcome.cut() ? 1 : 0);
    }

    long estimatedInput(ModelCall call) {
        return Math.min(atMost(call).input(), parts(call.requestBytes()) + media.tokens(call));
    }

    private static long estimatedOutput(ModelCall call, Outcome outcome) {
        long most = Math.clamp(call.mostOutput().orElse(MOST), 0, MOST);
        return Math.min(most, parts(outcome.answerBytes()));
    }

    private static long parts(long bytes) {
        return Math.ceilDiv(Math.clamp(bytes, 0, MOST * BYTES_OF_A_TOKEN), BYTES_OF_A_TOKEN);
    }
}
