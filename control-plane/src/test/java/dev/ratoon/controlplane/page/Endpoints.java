package dev.ratoon.controlplane.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operations that the server has, as its own description, docs/openapi.yaml, says. */
record Endpoints(List<String> operations) {
    /** What a page has put in the place of a name that it did not have. */
    private static final List<String> NO_NAMES =
            List.of("", "undefined", "null", "NaN", "[object Object]", "%5Bobject%20Object%5D");

    static Endpoints of(JsonNode description) {
        var operations = new ArrayList<String>();
        for (var path : description.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return new Endpoints(operations);
    }

    /** The operation that such a request is for; none is there where this is empty. */
    Optional<String> of(String method, String url) {
        String path = url.replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*", "");
        String[] asked = (method + " " + path).split("/", -1);
        return operations.stream()
                .filter(each -> fits(each.split("/", -1), asked))
                // Where one has a word and another a name, it is the word.
                .min((one, other) -> Long.compare(names(one), names(other)));
    }

    private static boolean fits(String[] operation, String[] asked) {
        if (operation.length != asked.length) {
            return false;
        }
        for (int at = 0; at < asked.length; at++) {
            boolean isName = operation[at].startsWith("{");
            if (isName ? NO_NAMES.contains(asked[at]) : !operation[at].equals(asked[at])) {
                return false;
            }
        }
        return true;
    }

    private static long names(String operation) {
        return Arrays.stream(operation.split("/", -1)).filter(each -> each.startsWith("{")).count();
    }
}
