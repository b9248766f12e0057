package dev.ratoon.runner.harness;

import static dev.ratoon.runner.harness.OtherSide.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.protocol.Reported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialsTest {
    private static final String BY_MODES =
            "{'modes':{'currentModeId':'build','availableModes':[{'id':'build'},{'id':'plan'}]},"
                    + "'models':{'currentModelId':'a','availableModels':[{'modelId':'a'},{'modelId':'b'}]}}";
    private static final String OPTIONS =
            "[{'id':'mode','category':'mode','type':'select','currentValue':'ask','options':["
                    + "{'group':'g','options':[{'value':'ask'},{'value':'go'}]}]},"
                    + "{'id':'how','category':'collaboration','currentValue':'default','options':[{'value':'default'},{'value':'plan'}]},"
                    + "{'id':'llm','category':'model','currentValue':'a','options':[{'value':'a'},{'value':'b'}]}]";
    private static final Map<String, List<String>> WORDS =
            Map.of(
                    "normal", List.of("not-offered", "ask how=default"),
                    "plan", List.of("ask how=plan"),
                    "auto", List.of("go how=default"));

    private static Dials dials(OtherSide other, Map<String, List<String>> words, String answer)
            throws JsonProcessingException {
        var dials = new Dials(other.peer, other, words);
        dials.open("s", json(answer), false);
        return dials;
    }

    private static List<String> asked(OtherSide other) throws JsonProcessingException {
        return other.sent().stream()
                .map(each -> each.path("method").asText() + each.path("params"))
                .toList();
    }

    @Test
    void aModeIsSetTheOldWay() throws Exception {
        var other = new OtherSide("'result':{}");
        dials(other, Map.of(), BY_MODES).mode("plan", false);
        other.listen();
        assertEquals(
                List.of("session/set_mode{\"sessionId\":\"s\",\"modeId\":\"plan\"}"), asked(other));
        assertEquals(List.of(new Reported.ModeReported("plan")), other.log);
    }

    @Test
    void aModeIsSetByAllTheOptionsOfTheFirstWordThatIsOffered() throws Exception {
        var other = new OtherSide("'result':{'configOptions':" + OPTIONS + "}", "'result':{}");
        dials(other, WORDS, "{'configOptions':" + OPTIONS + "}").mode("plan", false);
        other.listen();
        assertEquals(
                List.of(
                        "session/set_config_option{\"sessionId\":\"s\",\"configId\":\"mode\",\"value\":\"ask\"}",
                        "session/set_config_option{\"sessionId\":\"s\",\"configId\":\"how\",\"value\":\"plan\"}"),
                asked(other));
        assertEquals(List.of(new Reported.ModeReported("plan")), other.log);
    }

    @Test
    void aModeThatIsNotTakenIsToldAndNotReported() throws Exception {
        var other = new OtherSide("'error':{'code':-32602,'message':'no'}");
        dials(other, Map.of(), BY_MODES).mode("plan", false);
        other.listen();
        assertTrue(other.all(Reported.ModeReported.class).isEmpty());
        assertTrue(other.all(Reported.Notice.class).getFirst().words().endsWith("mode plan: no"));
    }

    @Test
    void whatItSaysAboutThatIsBounded() throws Exception {
        var other = new OtherSide("'error':{'code':1,'message':'" + "x".repeat(500_000) + "'}");
        dials(other, Map.of(), BY_MODES).mode("plan", false);
        other.listen();
        assertTrue(other.all(Reported.Notice.class).getFirst().words().length() < 11_000);
    }

    @Test
    void withoutPlanModeItSaysSo() throws Exception {
        var other = new OtherSide();
        dials(other, Map.of(), "{}").mode("plan", false);
        assertTrue(other.all(Reported.Notice.class).getFirst().words().contains("no plan mode"));
        assertEquals(List.of(), other.sent());
    }

    private static List<Reported.Notice> toldOf(String before, String mode, boolean working)
            throws Exception {
        var other = new OtherSide("'result':{}", "'result':{}", "'result':{}", "'result':{}");
        Dials dials = dials(other, WORDS, "{'configOptions':" + OPTIONS + "}");
        dials.mode(before, false);
        dials.mode(mode, working);
        other.listen();
        assertEquals(
                new Reported.ModeReported(mode), other.all(Reported.ModeReported.class).get(1));
        return other.all(Reported.Notice.class);
    }

    @Test
    void aStricterModeInTheMiddleOfATurnIsToldToHoldFromTheNextOneOn() throws Exception {
        String words = toldOf("normal", "plan", true).getFirst().words();
        assertTrue(words.contains("plan holds from the next turn on"), words);
        assertTrue(words.contains("may keep to normal"), words);
        assertEquals(1, toldOf("auto", "plan", true).size());
        assertEquals(List.of(), toldOf("auto", "plan", false));
        assertEquals(List.of(), toldOf("normal", "auto", true));
        assertEquals(1, toldOf("auto", "normal", true).size());
        var one = new OtherSide("'result':{}", "'result':{}");
        Dials dials = dials(one, Map.of(), BY_MODES);
        dials.mode("auto", false);
        dials.mode("normal", true);
        one.listen();
        assertEquals(List.of(), one.all(Reported.Notice.class), "to it they are one");
    }

    @Test
    void aHarnessThatSwitchesAtOnceIsBelieved() throws Exception {
        var other = new OtherSide("'result':{}");
        var dials = new Dials(other.peer, other, Map.of());
        dials.open("s", json(BY_MODES), true);
        dials.mode("plan", true);
        other.listen();
        assertEquals(List.of(new Reported.ModeReported("plan")), other.log);
    }

    @Test
    void aModelIsSetTheOldWayAndByOption() throws Exception {
        var old = new OtherSide("'result':{}");
        dials(old, Map.of(), BY_MODES).model("b");
        assertEquals(
                List.of("session/set_model{\"sessionId\":\"s\",\"modelId\":\"b\"}"), asked(old));
        var fresh = new OtherSide("'result':{}");
        dials(fresh, Map.of(), "{'configOptions':" + OPTIONS + "}").model("b");
        assertEquals(
                List.of(
                        "session/set_config_option{\"sessionId\":\"s\",\"configId\":\"llm\",\"value\":\"b\"}"),
                asked(fresh));
    }

    @Test
    void aModelThatIsSetOrNotOfferedIsNotSet() throws Exception {
        var other = new OtherSide();
        Dials dials = dials(other, Map.of(), BY_MODES);
        dials.model("a");
        assertEquals(List.of(), other.log);
        dials.model("c");
        assertTrue(other.all(Reported.Notice.class).getFirst().words().contains("the model c"));
        assertEquals(List.of(), other.sent());
    }

    @Test
    void itsOwnChangesAreToldInOurWords() throws Exception {
        Dials old = dials(new OtherSide(), Map.of(), BY_MODES);
        assertEquals("plan", old.modeIs("plan"));
        assertEquals("normal", old.modeIs("build"));
        assertEquals("yolo", old.modeIs("yolo"));
        Dials fresh = dials(new OtherSide(), WORDS, "{'configOptions':" + OPTIONS + "}");
        assertEquals(Optional.empty(), fresh.optionsAre(json(OPTIONS)));
        assertEquals(
                Optional.of("plan"),
                fresh.optionsAre(
                        json(
                                OPTIONS.replace(
                                        "'currentValue':'default'", "'currentValue':'plan'"))));
    }

    @Test
    void whereTwoOfOursAreOneToItTheWantedOneIsMeant() throws Exception {
        var other = new OtherSide();
        Dials dials = dials(other, Map.of(), BY_MODES);
        dials.mode("auto", false);
        assertEquals("auto", dials.modeIs("build"));
    }
}
