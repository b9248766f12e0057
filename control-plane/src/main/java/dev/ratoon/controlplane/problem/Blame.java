package dev.ratoon.controlplane.problem;

/** Whose fault a failure is, which decides its status and how loudly it is logged. */
public enum Blame {
    /** The caller asked for something that cannot be. */
    USER,
    /** Something that we depend on did not do its part. */
    EXTERNAL,
    /** There is too much to do right now; trying again later helps. */
    CAPACITY,
    /** We are wrong. */
    INTERNAL
}
