package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The keys that a host shows over ssh, which a person compares before they are trusted. */
record ShownKeys(String host, List<JsonNode> keys) {
    ShownKeys(JsonNode answer) {
        this(Output.text(answer, "host"), all(answer.path("keys")));
    }

    private static List<JsonNode> all(JsonNode keys) {
        List<JsonNode> all = new ArrayList<>();
        keys.forEach(all::add);
        return all;
    }

    ShownKeys only(String fingerprint) {
        List<JsonNode> same =
                keys.stream()
                        .filter(key -> Output.text(key, "fingerprint").equals(fingerprint))
                        .toList();
        if (same.isEmpty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    host + " shows no key with that fingerprint. It shows:\n" + lines(),
                    "If the fingerprint is the one that its keepers publish, somebody stands in"
                            + " between: nothing was kept");
        }
        return new ShownKeys(host, same);
    }

    String forPeople() {
        return host
                + " shows these keys:\n"
                + lines()
                + "\nCompare them with what the host's keepers publish of it: in its documentation,"
                + " or asked of them in person. Whoever stands in between shows others.\n"
                + "Your key is shown to a host that has one of these, and to no other.";
    }

    private String lines() {
        Table table = new Table("KEY", "FINGERPRINT");
        for (JsonNode key : keys) {
            table.row(Output.text(key, "type"), Output.text(key, "fingerprint"));
        }
        return table.render("");
    }

    ObjectNode trustedFor(String repository) {
        ObjectNode trust = Json.object("repository", repository);
        ArrayNode lines = trust.putArray("hostKeys");
        keys.forEach(key -> lines.add(key.path("key").asText()));
        return trust;
    }
}
