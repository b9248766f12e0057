package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Login links: {@code URL/#code=...}. The code is in the fragment, which browsers never send. */
final class Links {
    private static final String MARK = "#code=";

    private Links() {}

    static String code(String link) {
        int mark = link.indexOf(MARK);
        if (mark < 0 || mark + MARK.length() == link.length()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "That is not a login link: it has no '" + MARK + "' in it.",
                    "Quote it, for a shell takes # as the start of a comment: ratoon login 'LINK'");
        }
        return link.substring(mark + MARK.length());
    }

    static String address(String link) {
        code(link);
        return link.substring(0, link.indexOf(MARK));
    }

    static String forPeople(JsonNode minted) {
        return Output.text(minted, "link")
                + "\nGood once, until "
                + Output.moment(minted, "expiresAt")
                + ". Whoever opens it is signed in.";
    }
}
