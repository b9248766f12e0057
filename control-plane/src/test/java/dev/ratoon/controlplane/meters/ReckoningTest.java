package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.meters.Reckoning.Used;
import dev.ratoon.controlplane.models.Media;
import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.models.Usage;
import dev.ratoon.controlplane.providers.ModelApi;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReckoningTest {
    private static final Reckoning RECKONING = new Reckoning(16_000, MediaTable.builtIn());
    private static final ModelCall CALL = call(30_000, OptionalLong.of(1_000));

    private static ModelCall call(long bytes, OptionalLong most) {
        return new ModelCall(
                new UUID(0, 1), 1, "openai", "gpt-5", ModelApi.RESPONSES, bytes, Media.NONE, most);
    }

    private static Outcome answered(Usage usage) {
        return new Outcome(200, Optional.of(usage), 6_000, Duration.ZERO, false);
    }

    private static Outcome silent(int status, long bytes, boolean cut) {
        return new Outcome(status, Optional.empty(), bytes, Duration.ZERO, cut);
    }

    @Test
    void aCallCanUseATokenForEachByteAndWhatItAsksFor() {
        assertEquals(new Reckoning.Tokens(32_000, 1_000), RECKONING.atMost(CALL));
    }

    /** A picture of a few hundred bytes may be billed as large as any. */
    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, gpt-4o-mini-2024-07-18, 48169", // 2833 + 8 * 5667
        "CHAT_COMPLETIONS, gpt-5.4-nano, 24600", // 10000 * 2.46
        "RESPONSES, gpt-5.4, 10000",
        "RESPONSES, gpt-4o-mini, 48169",
        "MESSAGES, claude-opus-4-8, 4784",
        "GENERATE_CONTENT, gemini-3-pro, 2240",
        "GENERATE_CONTENT, gemini-2.5-flash, 2304",
    })
    void noPictureIsBilledAsMoreThanIsReservedForIt(ModelApi api, String model, long billed) {
        var one = with(api, model, new Media(1, 0));
        assertTrue(RECKONING.atMost(one).input() >= 300 + billed, one::toString);
        var three = with(api, model, new Media(3, 0));
        assertTrue(RECKONING.atMost(three).input() >= 300 + 3 * billed, three::toString);
        var silent = RECKONING.used(three, silent(200, 600, true));
        assertTrue(silent.input() >= 3 * billed, "what is cut off is no cheaper");
        var allowed = with(api, model, new Media(0, 1));
        assertTrue(RECKONING.atMost(allowed).input() >= 100_000, allowed::toString);
    }

    private static ModelCall with(ModelApi api, String model, Media media) {
        return new ModelCall(
                new UUID(0, 1), 1, "p", model, api, 300, media, OptionalLong.of(1_000));
    }

    @Test
    void theUsualIsReservedForACallThatDoesNotSayHowMuchItWants() {
        assertEquals(16_000, RECKONING.atMost(call(1, OptionalLong.empty())).output());
    }

    @Test
    void nobodyReservesBeyondAllReason() {
        var most = RECKONING.atMost(call(Long.MAX_VALUE, OptionalLong.of(Long.MAX_VALUE)));
        assertEquals(new Reckoning.Tokens(Reckoning.MOST, Reckoning.MOST), most);
        assertEquals(0, RECKONING.atMost(call(1, OptionalLong.of(-5))).output());
    }

    @Test
    void whatIsReportedCounts() {
        assertEquals(
                new Used(9_000, 8_000, 400, false),
                RECKONING.used(CALL, answered(new Usage(9_000, 8_000, 400))));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 400, 10000, 0, 400", // 30,000 bytes are more than no token
        "-7, 0, 400, 10000, 0, 400",
        "9999999999999, 0, 400, 10000, 0, 400",
        "9000, 0, 0, 9000, 0, 1000", // there was an answer
        "9000, 0, -1, 9000, 0, 1000",
        "9000, 9001, 400, 9000, 9000, 400",
        "9000, -3, 400, 9000, 0, 400",
    })
    void aReportThatCannotBeTrueIsReplacedByOurEstimate(
            long input, long cached, long output, long in, long cheap, long out) {
        Used used = RECKONING.used(CALL, answered(new Usage(input, cached, output)));
        assertEquals(in, used.input());
        assertEquals(cheap, used.cached());
        assertEquals(out, used.output());
        assertEquals(in != input || out != output, used.estimated());
    }

    /** Who names a most that its provider does not read pays for what it got. */
    @Test
    void moreThanWasAskedForIsBelieved() {
        assertEquals(
                new Used(9_000, 0, 90_000, false),
                RECKONING.used(CALL, answered(new Usage(9_000, 0, 90_000))));
    }

    @Test
    void whatIsNotReportedIsEstimatedFromTheBytes() {
        assertEquals(new Used(10_000, 0, 200, true), RECKONING.used(CALL, silent(200, 600, true)));
    }

    @Test
    void anEstimateIsNeverMoreThanWasAskedFor() {
        assertEquals(1_000, RECKONING.used(CALL, silent(200, 90_000_000, false)).output());
        assertEquals(
                Reckoning.MOST,
                RECKONING
                        .used(call(Long.MAX_VALUE, OptionalLong.of(1)), silent(200, 1, true))
                        .input());
    }

    @Test
    void whereNoLimitWasNamedTheUsualOneBoundsNoEstimate() {
        ModelCall unbounded = call(30_000, OptionalLong.empty());
        assertEquals(30_000, RECKONING.used(unbounded, silent(200, 90_000, false)).output());
        assertEquals(
                Reckoning.MOST,
                RECKONING.used(unbounded, silent(200, Long.MAX_VALUE, false)).output());
    }

    /** The first words of a stream of messages say that one token came. */
    @Test
    void anAnswerThatWasCutCountsItsBytesAtLeast() {
        assertEquals(new Used(9_000, 0, 200, true), RECKONING.used(CALL, cut(1)));
        assertEquals(new Used(9_000, 0, 400, false), RECKONING.used(CALL, cut(400)));
    }

    private static Outcome cut(long output) {
        return new Outcome(200, Optional.of(new Usage(9_000, 0, output)), 600, Duration.ZERO, true);
    }

    @Test
    void whatFailedCostsNothing() {
        assertEquals(new Used(0, 0, 0, false), RECKONING.used(CALL, silent(429, 300, false)));
        assertEquals(new Used(0, 0, 0, false), RECKONING.used(CALL, silent(307, 0, true)));
        assertEquals(new Used(0, 0, 0, false), RECKONING.used(CALL, silent(0, 0, false)));
    }

    @Test
    void whatWasAskedAndNotHeardToItsEndMayBeBilled() {
        assertEquals(new Used(10_000, 0, 0, true), RECKONING.used(CALL, silent(0, 0, true)));
    }
}
