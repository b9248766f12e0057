package dev.ratoon.controlplane.models;

import java.time.Duration;
import java.util.Optional;

/**
 * How a call has ended.
 *
 * @param status of the provider's answer; 0 when there was none
 * @param usage as the provider reports it; empty when it reports none
 * @param answerBytes of the body that were passed on
 * @param cut whether the answer did not come to its end
 * @param ended why, where its harness was still there to hear it
 */
public record Outcome(
        int status,
        Optional<Usage> usage,
        long answerBytes,
        Duration took,
        boolean cut,
        Optional<String> ended) {
    public Outcome(
            int status, Optional<Usage> usage, long answerBytes, Duration took, boolean cut) {
        this(status, usage, answerBytes, took, cut, Optional.empty());
    }
}
