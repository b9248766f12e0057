package dev.ratoon.controlplane.models;

/** Rules for calls to models that an operator may lift. */
public enum Allowance {
    HOSTED_TOOLS,
    REMOTE_URLS,
    FOREIGN_IDS,
    STORED_ANSWERS,
    UNBOUNDED_MEDIA,
    UNKNOWN_FIELDS
}
