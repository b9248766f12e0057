package dev.ratoon.controlplane.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes first in a turn, of the lines that a reader of one agent gets. A workspace that is
 * prepared prints too, before any harness is there: that is an event `output`, and not its first
 * words.
 */
final class FirstOfTurn {
    /** Of the harness, in a turn. */
    static final String WORDS = "first words";

    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z.]+)\"");
    private static final Set<String> OF_THE_HARNESS = Set.of("chunk", "said", "tool", "plan");

    private final Set<String> seen = new HashSet<>();
    private boolean ended;

    /** By type of event; and words. */
    List<String> firstsOf(String name, String data) {
        String type = name.equals("chunk") ? name : type(data);
        List<String> firsts = new ArrayList<>();
        if (seen.add(type)) {
            firsts.add(type);
        }
        if (OF_THE_HARNESS.contains(type) && seen.contains("turn.started") && seen.add(WORDS)) {
            firsts.add(WORDS);
        }
        if (type.equals("agent.failed")
                || (type.equals("turn.ended") && !data.contains("\"finished\""))) {
            throw new IllegalStateException(data);
        }
        ended = type.equals("turn.ended");
        return firsts;
    }

    boolean ended() {
        return ended;
    }

    /** The event's own comes before anything of its payload. */
    private static String type(String data) {
        Matcher type = TYPE.matcher(data);
        return type.find() ? type.group(1) : "";
    }
}
