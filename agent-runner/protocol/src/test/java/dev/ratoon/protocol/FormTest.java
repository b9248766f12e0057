package dev.ratoon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final String COLOUR =
            """
            {"mode":"form","message":"Which?","requestedSchema":{"type":"object","required":["colour"],
             "properties":{"colour":{"type":"string","oneOf":[{"const":"r","title":"Red"},{"const":"g","title":"Green"}]},
             "note":{"type":"string"}}}}
            """;
    private static final String TWO =
            """
            {"message":"Who?","requestedSchema":{"type":"object","required":["name","age"],
             "properties":{"name":{"type":"string"},"age":{"type":"integer"}}}}
            """;

    private static JsonNode json(String text) throws JsonProcessingException {
        return Messages.JSON.readTree(text);
    }

    private static Form form(String params) throws JsonProcessingException {
        return Form.of(json(params)).orElseThrow();
    }

    private static void filled(String expected, Form.Filled filled) throws JsonProcessingException {
        assertEquals(new Form.Filled.Content(json(expected).deepCopy()), filled);
    }

    private static void unfit(Form.Filled filled) {
        assertInstanceOf(Form.Filled.Unfit.class, filled);
    }

    @Test
    void oneFieldWithValuesIsAnsweredByAChoice() throws Exception {
        assertEquals(
                List.of(
                        new Form.Option("value.0", "Red", "answer"),
                        new Form.Option("value.1", "Green", "answer"),
                        new Form.Option("accept", "Answer all of it", "answer"),
                        new Form.Option("decline", "Do not answer", "reject_once"),
                        new Form.Option("cancel", "Put the question away", "cancel")),
                form(COLOUR).options());
        filled("{\"colour\":\"g\"}", form(COLOUR).fill("value.1", null));
        filled("{\"colour\":\"g\",\"note\":\"dark\"}", form(COLOUR).fill("value.1", "dark"));
        unfit(form(COLOUR).fill("value.2", null));
        unfit(form(COLOUR).fill("value.x", null));
    }

    @Test
    void whatWouldRunSomethingIsNoForm() throws Exception {
        String withCall = COLOUR.strip().replaceFirst("\\{", "{\"toolCall\":{\"title\":\"x\"},");
        assertTrue(Form.of(json(withCall)).isEmpty(), withCall);
        String withOther = COLOUR.strip().replaceFirst("\\{", "{\"toolCallId\":\"t\",");
        assertTrue(Form.of(json(withOther)).isPresent(), withOther);
    }

    /** An older runner reads that as an answer: with words it would be one, without fields too. */
    @Test
    void whatIsPutAwayHasFieldsAndNoWords() throws Exception {
        unfit(form(COLOUR).fill("cancel", "{\"colour\":\"g\"}"));
        List<Form.Option> bare =
                form("{\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}").options();
        assertEquals(List.of("accept", "decline"), bare.stream().map(Form.Option::id).toList());
    }

    @Test
    void yesAndNoAreChoices() throws Exception {
        Form form =
                form(
                        "{'requestedSchema':{'properties':{'b':{'type':'boolean'}}}}"
                                .replace('\'', '"'));
        assertEquals("Yes", form.options().getFirst().name());
        filled("{\"b\":false}", form.fill("value.1", null));
    }

    @Test
    void severalFieldsAreAnsweredInJson() throws Exception {
        assertEquals("allow_once", form(TWO).options().getFirst().kind());
        filled(
                "{\"name\":\"a\",\"age\":3}",
                form(TWO).fill("accept", "{\"name\":\"a\",\"age\":3}"));
        unfit(form(TWO).fill("accept", "a"));
        unfit(form(TWO).fill("accept", null));
        unfit(form(TWO).fill("accept", "{\"name\":\"a\"}"));
        unfit(form(TWO).fill("accept", "{\"name\":\"a\",\"age\":\"3\"}"));
        unfit(form(TWO).fill("accept", "{\"name\":\"a\",\"age\":3,\"more\":1}"));
    }

    @Test
    void oneFieldIsAnsweredInWords() throws Exception {
        Form text = form("{\"requestedSchema\":{\"properties\":{\"t\":{\"type\":\"string\"}}}}");
        filled("{\"t\":\"in words\"}", text.fill("accept", "in words"));
        Form number = form("{\"requestedSchema\":{\"properties\":{\"n\":{\"type\":\"number\"}}}}");
        filled("{\"n\":2.5}", number.fill("accept", "2.5"));
        unfit(number.fill("accept", "two"));
    }

    @Test
    void severalOfAListMayBeChosenAndNoOther() throws Exception {
        Form form =
                form(
                        """
                        {"requestedSchema":{"required":["c"],"properties":{"c":{"type":"array","maxItems":2,
                         "items":{"anyOf":[{"const":"r","title":"Red"},{"const":"g"},{"const":"b"}]}}}}}
                        """);
        filled("{\"c\":[\"r\",\"b\"]}", form.fill("accept", "{\"c\":[\"r\",\"b\"]}"));
        unfit(form.fill("accept", "{\"c\":[\"r\",\"x\"]}"));
        unfit(form.fill("accept", "{\"c\":[\"r\",\"g\",\"b\"]}"));
        unfit(form.fill("accept", "{\"c\":\"r\"}"));
    }

    @Test
    void lengthsBoundsAndDatesAreChecked() throws Exception {
        Form form =
                form(
                        """
                        {"requestedSchema":{"properties":{"t":{"type":"string","minLength":2,"maxLength":3},
                         "n":{"type":"number","minimum":1,"maximum":2.5},"d":{"type":"string","format":"date"}}}}
                        """);
        filled(
                "{\"t\":\"ab\",\"n\":2.5,\"d\":\"2026-02-28\"}",
                form.fill("accept", "{\"t\":\"ab\",\"n\":2.5,\"d\":\"2026-02-28\"}"));
        unfit(form.fill("accept", "{\"t\":\"a\"}"));
        unfit(form.fill("accept", "{\"t\":\"abcd\"}"));
        unfit(form.fill("accept", "{\"n\":0}"));
        unfit(form.fill("accept", "{\"n\":2.6}"));
        unfit(form.fill("accept", "{\"d\":\"2026-02-30\"}"));
        unfit(form.fill("accept", "{\"d\":\"2026-02-28T00:00:00Z\"}"));
    }

    @Test
    void whatIsShownOfItIsBounded() throws Exception {
        var fields = new ArrayList<String>();
        for (int i = 0; i < 21; i++) {
            fields.add("\"f" + i + "\":{\"type\":\"string\"}");
        }
        String params = "{\"message\":\"%s\",\"requestedSchema\":{\"properties\":{%s}}}";
        assertTrue(Form.of(json(params.formatted("m", String.join(",", fields)))).isEmpty());
        assertEquals(200, form(params.formatted("m".repeat(5000), "")).title().length());
        String values = "\"v\",".repeat(19) + "\"v\"";
        String field = "\"f\":{\"enum\":[" + values + "]}";
        assertEquals(3, form(params.formatted("m", field)).options().size());
    }

    @Test
    void whatIsNoFormIsNone() throws Exception {
        for (String none :
                List.of(
                        "{}",
                        "[]",
                        "{\"mode\":\"url\",\"url\":\"https://x.test\"}",
                        "{\"requestedSchema\":7}")) {
            assertTrue(Form.of(json(none)).isEmpty(), none);
        }
    }
}
