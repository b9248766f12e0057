package dev.ratoon.runner.harness;

import static dev.ratoon.runner.harness.OtherSide.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.ratoon.protocol.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final String MAY =
            "{ 'toolCall':{'title':'rm'},'options':["
                    + "{'optionId':'a','kind':'allow_always'},{'optionId':'o','kind':'allow_once'},"
                    + "{'optionId':'n','kind':'reject_once'},{'optionId':'x','kind':'reject_always'}]}";
    private static final String FORM =
            "{'mode':'form','message':'Which?','requestedSchema':{'type':'object','required':['c'],"
                    + "'properties':{'c':{'type':'string','enum':['red','green']}}}}";

    private final OtherSide other = new OtherSide();
    private final Permissions permissions = new Permissions(other);

    private String asked(String params) throws Exception {
        permissions.ask(other.peer, IntNode.valueOf(7), 1, json(params), params);
        return request();
    }

    private String elicited(String params) throws Exception {
        permissions.elicit(other.peer, IntNode.valueOf(7), 1, json(params), params);
        return request();
    }

    private String request() {
        return other.all(Reported.DecisionRequested.class).getFirst().request();
    }

    private void answered(String result) throws Exception {
        assertEquals(
                List.of(json("{'jsonrpc':'2.0','id':7,'result':" + result + "}")), other.sent());
    }

    @Test
    void anyOptionMayBeChosenAndTheWordsGoWithIt() throws Exception {
        permissions.decide(other.peer, asked(MAY), "x", "not that one");
        answered(
                "{'outcome':{'outcome':'selected','optionId':'x'},"
                        + "'_meta':{'ratoon':{'words':'not that one'}}}");
        assertEquals(MAY, other.all(Reported.DecisionRequested.class).getFirst().raw());
    }

    @Test
    void noneOfThemIsTheNoThatIsOfferedForThisAlone() throws Exception {
        permissions.decide(other.peer, asked(MAY), null, "too late");
        answered(
                "{'outcome':{'outcome':'selected','optionId':'n'},"
                        + "'_meta':{'ratoon':{'words':'too late'}}}");
    }

    @Test
    void noneOfThemIsACancelWhereNoNoIsOffered() throws Exception {
        String only = "{'options':[{'optionId':'o','kind':'allow_once'}]}";
        permissions.decide(other.peer, asked(only), null, "no");
        answered("{'outcome':{'outcome':'cancelled'},'_meta':{'ratoon':{'words':'no'}}}");
    }

    @Test
    void anAnswerCountsOnce() throws Exception {
        String request = asked(MAY);
        permissions.decide(other.peer, request, "n", null);
        permissions.decide(other.peer, request, "o", null);
        answered("{'outcome':{'outcome':'selected','optionId':'n'}}");
    }

    @Test
    void autoModeAllowsOnceAndNeverForGood() throws Exception {
        permissions.auto(true);
        permissions.ask(other.peer, IntNode.valueOf(7), 1, json(MAY), MAY);
        answered("{'outcome':{'outcome':'selected','optionId':'o'}}");
    }

    @Test
    void autoModeAsksAHumanWhereNothingAllowsOnce() throws Exception {
        permissions.auto(true);
        asked("{'options':[{'optionId':'a','kind':'allow_always'}]}");
        assertEquals(List.of(), other.sent());
    }

    @Test
    void aFormIsADecisionWithItsOwnBytes() throws Exception {
        String request = elicited(FORM);
        assertEquals(FORM, other.all(Reported.DecisionRequested.class).getFirst().raw());
        permissions.decide(other.peer, request, "value.1", null);
        answered("{'action':'accept','content':{'c':'green'}}");
    }

    @Test
    void whatWouldRunSomethingIsAnsweredWithAnOptionWhateverFormItBringsAlong() throws Exception {
        String both = MAY.replaceFirst("\\{", "{'requestedSchema':{'properties':{'b':{}}},");
        permissions.decide(other.peer, asked(both), "o", null);
        answered("{'outcome':{'outcome':'selected','optionId':'o'}}");
    }

    @Test
    void aFormThatWouldRunSomethingIsDeclinedInWords() throws Exception {
        String both = FORM.replaceFirst("\\{", "{'toolCall':{'title':'rm'},");
        permissions.elicit(other.peer, IntNode.valueOf(7), 1, json(both), both);
        answered("{'action':'decline'}");
        assertEquals(1, other.all(Reported.Notice.class).size());
    }

    @Test
    void aFormIsAskedInAutoModeToo() throws Exception {
        permissions.auto(true);
        elicited(FORM);
        assertEquals(List.of(), other.sent());
    }

    @Test
    void aFormIsDeclinedByANo() throws Exception {
        permissions.decide(other.peer, elicited(FORM), null, null);
        answered("{'action':'decline'}");
    }

    @Test
    void aFormIsPutAwayWithoutAnAnswer() throws Exception {
        permissions.decide(other.peer, elicited(FORM), "cancel", null);
        answered("{'action':'cancel'}");
    }

    @Test
    void whatDoesNotFitTheFormIsDeclinedInWords() throws Exception {
        permissions.decide(other.peer, elicited(FORM), "value.9", null);
        answered("{'action':'decline'}");
        assertTrue(other.all(Reported.Notice.class).getFirst().words().contains("no such choice"));
    }

    @Test
    void anAddressToOpenIsDeclinedInWords() throws Exception {
        String params = "{'mode':'url','url':'https://x.test','elicitationId':'e'}";
        permissions.elicit(other.peer, IntNode.valueOf(7), 1, json(params), params);
        answered("{'action':'decline'}");
        assertEquals(1, other.all(Reported.Notice.class).size());
    }

    @Test
    void whatTheHarnessTakesBackIsWithdrawn() throws Exception {
        String request = elicited(FORM);
        permissions.forget(other.peer, IntNode.valueOf(8));
        permissions.forget(other.peer, IntNode.valueOf(7));
        answered("{'action':'cancel'}");
        assertEquals(request, other.all(Reported.DecisionWithdrawn.class).getFirst().request());
    }
}
