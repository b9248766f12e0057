package dev.ratoon.controlplane.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody is, in the installation or in a team; from the most to the least powerful. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    /** The weaker of the two: a token never carries more than its own role. */
    public Role atMost(Role ceiling) {
        return compareTo(ceiling) >= 0 ? this : ceiling;
    }

    /** As it stands in the database, in JSON and on the command line. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
