package dev.ratoon.controlplane.life;

/**
 * An image beside what somebody says to an agent. Its bytes are a payload.
 *
 * @param sha256 of its bytes, in hex: under that it is found
 * @param name as people call it
 * @param type what its bytes say that it is: {@code image/png} and the like
 */
public record PromptImage(String sha256, String name, String type, long bytes) {}
