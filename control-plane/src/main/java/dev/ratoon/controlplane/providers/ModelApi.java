package dev.ratoon.controlplane.providers;

/** A way to ask a model: as one provider has made it, and others speak it too. */
public enum ModelApi {
    CHAT_COMPLETIONS,
    RESPONSES,
    MESSAGES,
    GENERATE_CONTENT
}
