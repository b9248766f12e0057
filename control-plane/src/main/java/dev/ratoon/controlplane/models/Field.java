package dev.ratoon.controlplane.models;

/** What is done with a field of a body. */
enum Field {
    /** Passed on unseen: nothing in it can mean anything but itself. */
    PLAIN,
    /** Searched for what the provider would fetch, or has of others. */
    CONTENT,
    /** The same, and each item must say what it is. */
    ITEMS,
    TOOLS,
    MODEL,
    STREAM,
    STREAM_OPTIONS,
    /** The most that may be generated. */
    LIMIT,
    /** How many answers are wanted: one. */
    ONE,
    /** Whether the provider keeps the answer, or goes on without us: no. */
    KEPT,
    /** How fast, and how dear. */
    TIER,
    /** What the answer is made of: text, whose tokens are what the limit says. */
    MODALITIES,
    /** Gemini's own group, with LIMIT and ONE inside. */
    SETTINGS,
    /** What only the provider's own tools need. */
    HOSTED,
    /** What lies at the provider. */
    FOREIGN,
    UNKNOWN
}
