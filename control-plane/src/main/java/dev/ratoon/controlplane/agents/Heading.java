package dev.ratoon.controlplane.agents;

import java.util.Locale;
import java.util.regex.Pattern;

/** What an agent is called by: a title for people, and the words of its name. Pure. */
final class Heading {
    /**
     * What a terminal takes for an order (ECMA-48), whole: one that sets a colour, one with a text
     * up to its end, and the short ones. A piece of one would look like a word of somebody's.
     */
    private static final Pattern ORDERS =
            Pattern.compile(
                    "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
                            + "|(?:\u001b[P\\]X^_]|[\u0090\u0098\u009d-\u009f])"
                            + "[^\u0007\u001b\u009c]*+(?:\u0007|\u001b\\\\|\u009c)"
                            + "|\u001b[ -/]*[0-~]?");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");
    private static final int LONGEST = 80;
    private static final int LONGEST_NAME = 32;

    private Heading() {}

    /** The first line of it that says something; empty when none does. */
    static String of(String prompt) {
        String first =
                withoutOrders(prompt).strip().lines().findFirst().map(Heading::plain).orElse("");
        return first.length() > LONGEST ? first.substring(0, LONGEST - 1).strip() + "…" : first;
    }

    /** One line of text, and nothing but text. */
    static String plain(String text) {
        return CONTROLS.matcher(withoutOrders(text)).replaceAll(" ").strip();
    }

    private static String withoutOrders(String text) {
        return ORDERS.matcher(text).replaceAll("");
    }

    /** For a name: of letters and digits alone. */
    static String slug(String heading) {
        String plain = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
        String slug = cut.replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "agent" : slug;
    }
}
