package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A GitHub account, for people. */
final class GitHubText {
    private GitHubText() {}

    static String whole(JsonNode account) {
        if (!account.path("connected").asBoolean()) {
            String trouble = Output.text(account, "trouble");
            return (trouble.isEmpty() ? "No GitHub account is connected." : trouble)
                    + "\n"
                    + wanted(account)
                    + "\nThen: ratoon github connect";
        }
        var text = new StringBuilder();
        text.append(Output.text(account, "login"))
                .append(" at ")
                .append(Output.text(account, "host"))
                .append('\n');
        field(text, "token", token(account));
        account.path("needs").forEach(need -> field(text, need(need), why(need)));
        List<String> beyond = new ArrayList<>();
        account.path("beyond").forEach(scope -> beyond.add(Output.printable(scope.asText())));
        if (!beyond.isEmpty()) {
            field(
                    text,
                    "too much",
                    String.join(", ", beyond) + ": no use for it; a token with less is safer");
        }
        field(text, "limit", rate(account.path("rate")));
        field(text, "trouble", Output.text(account, "trouble"));
        return text.toString();
    }

    /** What a token has to be able to do, and where one is made. */
    static String wanted(JsonNode account) {
        var text = new StringBuilder("Make a token: ");
        text.append(Output.text(account, "newToken")).append('\n');
        account.path("needs")
                .forEach(
                        need ->
                                field(
                                        text,
                                        Output.text(need, "name"),
                                        "to "
                                                + Output.text(need, "purpose")
                                                + (need.path("required").asBoolean()
                                                        ? ""
                                                        : " (if you want that)")));
        return text.toString().stripTrailing();
    }

    static String rate(JsonNode rate) {
        return rate.isObject()
                ? "%s of %s answers left until %s"
                        .formatted(
                                Output.text(rate, "remaining"),
                                Output.text(rate, "limit"),
                                Output.moment(rate, "resetAt"))
                : "";
    }

    private static String token(JsonNode account) {
        String expires = Output.moment(account, "expiresAt");
        String kind = Output.text(account, "kind");
        return "..."
                + Output.text(account, "hint")
                + (kind.isEmpty() ? "" : ", " + kind)
                + ", connected "
                + Output.moment(account, "connectedAt")
                + (expires.isEmpty() ? "" : ", expires " + expires);
    }

    private static String need(JsonNode need) {
        return Output.text(need, "state");
    }

    private static String why(JsonNode need) {
        String words = Output.text(need, "words");
        return Output.text(need, "name")
                + ", to "
                + Output.text(need, "purpose")
                + (words.isEmpty() ? "" : " (" + words + ")");
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value.replace('\n', ' ')));
        }
    }
}
