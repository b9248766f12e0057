package dev.ratoon.controlplane.runners;

import java.util.UUID;

/** Whoever waits for streams and must hear that one cannot be had. */
public interface StreamRefusals {
    void refused(UUID agent, String path, String words);
}
