package dev.ratoon.runner.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.outbox.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private final List<String> told = new ArrayList<>();
    private final List<JsonNode> kept = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Ledger ledger =
            new Ledger() {
                @Override
                public void report(Reported reported) {
                    told.add(
                            reported instanceof Reported.Said said
                                    ? said.kind()
                                            + "@"
                                            + said.offset()
                                            + ":"
                                            + said.text()
                                            + said.last()
                                    : reported.getClass().getSimpleName());
                    if (reported instanceof Reported.HarnessUpdate update) {
                        kept.add(update.update());
                    }
                }

                @Override
                public void show(Upstream.Chunk chunk) {
                    shown.add(chunk.offset() + ":" + chunk.text());
                }

                @Override
                public void sync() {}
            };
    private final Updates updates =
            new Updates(ledger, new Dials(new OtherSide().peer, ledger, Map.of()));

    private static JsonNode json(String text) throws JsonProcessingException {
        return Messages.JSON.readTree(text.replace('\'', '"'));
    }

    private void take(String... all) throws JsonProcessingException {
        for (String one : all) {
            updates.take(1, json(one));
        }
    }

    private static String chunk(String kind, String text) {
        return "{'sessionUpdate':'%s','content':{'type':'text','text':'%s'}}".formatted(kind, text);
    }

    @Test
    void textIsOneMessageUntilSomethingElseComes() throws Exception {
        take(
                chunk("agent_message_chunk", "a"),
                chunk("agent_message_chunk", "bc"),
                chunk("agent_thought_chunk", "hm"),
                "{'sessionUpdate':'tool_call','toolCallId':'t'}",
                chunk("agent_message_chunk", "d"));
        updates.pause();
        assertEquals(List.of("text@0:abctrue", "thought@0:hmtrue", "Tool", "text@0:dtrue"), told);
        assertEquals(List.of("0:a", "1:bc", "0:hm", "0:d"), shown);
    }

    @Test
    void everyKindBecomesItsEventAndWhatIsUnknownIsKept() throws Exception {
        take(
                "{'sessionUpdate':'tool_call_update','toolCallId':'t'}",
                "{'sessionUpdate':'tool_call'}",
                "{'sessionUpdate':'plan','entries':[]}",
                "{'sessionUpdate':'current_mode_update','currentModeId':'default'}",
                "{'sessionUpdate':'available_commands_update'}",
                "{'sessionUpdate':'agent_message_chunk','content':{'type':'image'}}",
                "{'brand':'new'}");
        assertEquals(
                List.of(
                        "Tool",
                        "HarnessUpdate",
                        "Plan",
                        "ModeReported",
                        "HarnessUpdate",
                        "HarnessUpdate",
                        "HarnessUpdate"),
                told);
    }

    @Test
    void whatALoadedSessionTellsAgainIsNotReportedAgain() throws Exception {
        updates.replaying(true);
        take(
                chunk("user_message_chunk", "x"),
                chunk("agent_message_chunk", "x"),
                chunk("agent_thought_chunk", "x"),
                "{'sessionUpdate':'tool_call','toolCallId':'t'}",
                "{'sessionUpdate':'plan','entries':[]}");
        updates.replaying(false);
        assertEquals(List.of(), told);
    }

    @Test
    void aMessageOfAnotherNameIsAnother() throws Exception {
        String named =
                "{'sessionUpdate':'agent_message_chunk','messageId':'%s','content':{'type':'text','text':'x'}}";
        take(named.formatted("a"), named.formatted("a"), named.formatted("b"));
        updates.pause();
        assertEquals(List.of("text@0:xxtrue", "text@0:xtrue"), told);
    }

    @Test
    void whatAPieceOfTextHasBesideIsKeptAndDoesNotCutIt() throws Exception {
        String piece =
                "{'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'%s'},'_meta':{'m':%d}}";
        take(piece.formatted("a", 1), piece.formatted("b", 1), piece.formatted("c", 2));
        updates.pause();
        assertEquals(List.of("HarnessUpdate", "HarnessUpdate", "text@0:abctrue"), told);
        assertEquals(1, kept.getFirst().at("/_meta/m").asInt());
        assertEquals(2, kept.getLast().at("/_meta/m").asInt());
    }

    @Test
    void whatIsNotUnderstoodIsKeptWhole() throws Exception {
        String brandNew = "{'sessionUpdate':'brand_new','_meta':{'a':[1]},'x':{'y':null}}";
        take(brandNew);
        updates.aside("_vendor/told", "params", json("{'z':1}"));
        assertEquals(
                List.of(json(brandNew), json("{'method':'_vendor/told','params':{'z':1}}")), kept);
    }

    @Test
    void whatAChangeOfItsModeHasBesideIsKept() throws Exception {
        String mode =
                "{'sessionUpdate':'current_mode_update','currentModeId':'default','_meta':{'m':1}}";
        take(mode);
        assertEquals(List.of("HarnessUpdate", "ModeReported"), told);
        assertEquals(List.of(json(mode)), kept);
    }

    @Test
    void whatIsUsedUpIsReported() throws Exception {
        take("{'sessionUpdate':'usage_update','used':12,'size':100}");
        assertEquals(List.of("UsageReported"), told);
    }

    @Test
    void aRequestForPermissionAloneTellsOfACallToo() throws Exception {
        updates.asked(json("{'toolCallId':'t','title':'rm','rawInput':{'command':'rm x'}}"));
        updates.asked(json("{'title':'nobody'}"));
        updates.asked(json("null"));
        assertEquals(List.of("Tool"), told);
    }

    @Test
    void whatIsSetIsKeptAsItCameAndItsModeToldInOurWords() throws Exception {
        String options =
                "{'sessionUpdate':'config_option_update','configOptions':[{'id':'mode',"
                        + "'currentValue':'plan','options':[{'value':'default'},{'value':'plan'}]}]}";
        take(options);
        assertEquals(List.of("HarnessUpdate", "ModeReported"), told);
        assertEquals(List.of(json(options)), kept);
    }

    @Test
    void aNameOfTheSessionAndWordsOfItsUserAreKeptAsTheyCame() throws Exception {
        String name = "{'sessionUpdate':'session_info_update','title':'Mend it','updatedAt':null}";
        take(name, chunk("user_message_chunk", "said elsewhere"));
        assertEquals(List.of("HarnessUpdate", "HarnessUpdate"), told);
        assertEquals(
                List.of(json(name), json(chunk("user_message_chunk", "said elsewhere"))), kept);
    }
}
