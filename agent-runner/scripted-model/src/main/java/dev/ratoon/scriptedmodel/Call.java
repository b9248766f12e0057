package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tool that the model wants called.
 *
 * @param id carries the number of the reply, so that its result tells where the turn is
 * @param input an object, or text for a tool without a schema
 */
record Call(String id, String tool, JsonNode input) {
    private static final Pattern ID = Pattern.compile("call_r([0-9]{1,4})_.*");

    static Call of(int reply, String unique, Asked asked) {
        return new Call("call_r" + reply + "_" + unique, asked.tool(), asked.input());
    }

    /** Of the reply that the id carries; -1 for an id of somebody else. */
    static int reply(String id) {
        Matcher ours = ID.matcher(id);
        return ours.matches() ? Integer.parseInt(ours.group(1)) : -1;
    }

    /** Before it has an id. */
    record Asked(String tool, JsonNode input) {}
}
