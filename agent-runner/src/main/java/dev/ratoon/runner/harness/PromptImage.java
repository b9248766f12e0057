package dev.ratoon.runner.harness;

/**
 * An image beside a prompt.
 *
 * @param type such as {@code image/png}
 * @param data in base64
 */
public record PromptImage(String type, String data) {}
