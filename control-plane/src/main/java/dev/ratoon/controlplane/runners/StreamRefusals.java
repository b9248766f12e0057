package dev.ratoon.controlplane.runners;

/** Whoever waits for streams and must hear that one cannot be had. */
public interface StreamRefusals {
    void refused(String path, String words);
}
