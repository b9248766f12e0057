package dev.ratoon.controlplane.prompts;

import org.jspecify.annotations.Nullable;

/**
 * One that is to stand beside a message.
 *
 * @param id that its upload was answered with
 * @param name as people call it; it is what those are told who cannot see it
 */
public record WantedImage(@Nullable String id, @Nullable String name) {}
