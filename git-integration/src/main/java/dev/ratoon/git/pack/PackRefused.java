package dev.ratoon.git.pack;

/** A pack that is not to be unpacked. */
public final class PackRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final String found;
    private final String most;

    PackRefused(Why why, String found, String most) {
        super("%s: %s, and %s is the most".formatted(why, found, most));
        this.why = why;
        this.found = found;
        this.most = most;
    }

    /** What it has too much of. */
    public enum Why {
        /** It is no pack, as {@link #found} tells. */
        UNSOUND,
        /** More objects than anybody keeps in mind. */
        OBJECTS,
        /** One object that is too large. */
        OBJECT,
        /** All of them together, unpacked. */
        UNPACKED,
        /** What is held at once while it is unpacked. */
        MEMORY
    }

    public Why why() {
        return why;
    }

    /** For people: how much of it there is, as far as that was found out. */
    public String found() {
        return found;
    }

    /** For people. */
    public String most() {
        return most;
    }
}
