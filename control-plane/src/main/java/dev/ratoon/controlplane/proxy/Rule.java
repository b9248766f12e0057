package dev.ratoon.controlplane.proxy;

import java.util.Locale;

/** What stands against a way out. The words are for ever: they stand in logs. */
public enum Rule {
    /** It is not on the agent's list; the only rule that a person may pass over. */
    HOST,
    /** Where the name leads may not be dialled. */
    ADDRESS,
    /** The name has no address, or there were too many names. */
    LOOKUP,
    /** TLS for another name than the one that was asked for. */
    NAME,
    /** A registry is read, by its own paths. */
    REGISTRY,
    /** So many connections, or so many bytes. */
    LIMIT,
    /** It is no request that this gateway serves. */
    FORM,
    /** The host does not answer. */
    AWAY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
