package dev.ratoon.git.publish;

/** How the work comes together with what others did meanwhile. */
public enum Together {
    /** Not at all: whoever takes the work in sees to it. */
    AS_IS,
    /** What others did is merged into it, also what they pushed to its own branch. */
    MERGE,
    /** Its commits are made anew after those of others; only before it is published first. */
    REBASE
}
