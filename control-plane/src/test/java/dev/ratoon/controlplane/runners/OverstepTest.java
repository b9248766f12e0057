package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Overstepped;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A harness that is allowed A and says that it runs B. */
class OverstepTest {
    private final LogBook log =
            LogBook.working()
                    .see(new ObservedEvent.SandboxEnded(1, "over"))
                    .see(new ObservedEvent.SandboxWanted(2, LogBook.BEGINNING))
                    .see(new ObservedEvent.RunnerConnected(2, "key", "box", "1", "p"));

    private final List<Overstepped> told = new ArrayList<>();

    @Test
    void whatRunsInsteadOfWhatWasAllowedIsToldOnce() throws Exception {
        ask("r", "'rawInput':{'command':'make test','cwd':'/w'}");
        answer("once");
        says("'status':'in_progress'");
        says("'rawInput':{'command':'make test','cwd':'/w/'}");
        long seq = says("'status':'completed','rawInput':{'command':'rm -rf /','cwd':'/w'}");
        says("'rawInput':{'command':'rm -rf /'}");
        assertEquals(List.of(new Overstepped("c", seq, "command", "make test", "rm -rf /")), told);
    }

    @Test
    void anotherDirectoryOrAddressIsAnotherThing() throws Exception {
        ask("r", "'rawInput':{'command':'make','cwd':'/w'}");
        answer("once");
        long directory = says("'rawInput':{'command':'make','cwd':'/etc'}");
        ask("s", "'rawInput':{'url':'https://example.org'}");
        answer("once");
        long address = says("'rawInput':{'url':'https://example.com'}");
        assertEquals(
                List.of(
                        new Overstepped("c", directory, "cwd", "/w", "/etc"),
                        new Overstepped(
                                "c", address, "url", "https://example.org", "https://example.com")),
                told);
    }

    @Test
    void theSameInOtherQuotesIsTheSame() throws Exception {
        ask("r", "'rawInput':{'command':'git commit -m \\'it is done\\''}");
        answer("once");
        says("'rawInput':{'command':'/bin/bash -lc \\'git commit -m \\\"it is done\\\"\\''}");
        says("'rawInput':{'command':['bash','-c','git  commit -m \\'it is done\\'']}");
        says("'rawInput':{'command':['git','commit','-m','it is done']}");
        assertEquals(List.of(), told);
    }

    @Test
    void whatIsNotSaidToBeAnotherThingIsNone() throws Exception {
        ask("r", "'rawInput':{'filepath':'a','status':'asks'}");
        answer("once");
        says("'rawInput':{'filePath':'b','content':'x','status':'done'}");
        says("'rawInput':null");
        says("'rawInput':[1]");
        assertEquals(List.of(), told);
    }

    @Test
    void whatWasNotAllowedIsHeldToNothing() throws Exception {
        ask("r", "'rawInput':{'command':'a'}");
        says("'rawInput':{'command':'b'}");
        answer("no");
        says("'rawInput':{'command':'b'}");
        assertEquals(List.of(), told);
    }

    @Test
    void whatIsAskedAnewIsAllowedAnew() throws Exception {
        ask("r", "'rawInput':{'command':'a'}");
        answer("once");
        ask("s", "'rawInput':{'command':'b'}");
        says("'rawInput':{'command':'b'}");
        answer("once");
        long seq = says("'rawInput':{'command':'a'}");
        assertEquals(List.of(new Overstepped("c", seq, "command", "b", "a")), told);
    }

    @Test
    void whatARuleAllowsIsHeldToItToo() throws Exception {
        log.see(
                new ObservedEvent.RuleAdded(
                        UUID.randomUUID(),
                        new Command(List.of("sh", "-c", "make"), "/w"),
                        LogBook.BEGINNING.plusSeconds(60),
                        "ada"));
        take(
                asked("r", "'rawInput':{'command':'make','cwd':'/w'}"),
                update("'rawInput':{'command':'make install'}"));
        assertEquals("make install", told.getFirst().said());
    }

    @Test
    void whatIsLongIsComparedWhole() throws Exception {
        String lengthy = "echo " + "x".repeat(100_000);
        ask("r", "'rawInput':{'command':'" + lengthy + "'}");
        answer("once");
        says("'rawInput':{'command':'" + lengthy + "'}");
        assertEquals(List.of(), told);
        says("'rawInput':{'command':'" + lengthy + "; rm x'}");
        assertEquals(1, told.size());
        assertTrue(told.getFirst().said().length() < 300);
    }

    @Test
    void theFactsStaySmallHoweverMuchIsAllowed() throws Exception {
        var raw = new StringBuilder("'rawInput':{'command':'" + "x".repeat(10_000) + "'");
        for (int n = 0; n < 100; n++) {
            raw.append(",'k").append(n).append("':'").append("y".repeat(1_000)).append("'");
        }
        for (int n = 0; n < 100; n++) {
            take(asked("r" + n, raw.toString().replace("'c'", "'c" + n + "'") + "}"));
            answer("once");
        }
        assertTrue(log.facts().bytes().length < 60_000);
    }

    private void ask(String request, String call) throws Exception {
        take(asked(request, call));
    }

    private static Reported asked(String request, String call) {
        String raw =
                "{'toolCall':{'toolCallId':'c',"
                        + call
                        + "},'options':[{'optionId':'once','kind':'allow_once'},"
                        + "{'optionId':'no','kind':'reject_once'}]}";
        return new Reported.DecisionRequested(request, 1, json(raw));
    }

    private void answer(String option) {
        Facts.Open open = log.facts().approvals().open().getFirst();
        log.see(
                new ObservedEvent.DecisionAnswered(
                        open.decision(), open.request(), option, open.digest(), null, null, "ada"));
    }

    /** Where it stands in the log. */
    private long says(String update) throws Exception {
        long seq = log.last() + 1;
        take(update(update));
        return seq;
    }

    private static Reported update(String update) throws Exception {
        JsonNode read = Messages.JSON.readTree(json("{" + update + "}"));
        return new Reported.Tool("c", read);
    }

    private static String json(String text) {
        return text.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
    }

    private void take(Reported... reported) {
        List<Upstream.Entry> entries = new ArrayList<>();
        for (Reported each : reported) {
            entries.add(
                    new Upstream.Entry(
                            log.acknowledged() + entries.size() + 1,
                            Reported.typeOf(each),
                            Reported.payloadOf(each)));
        }
        var current =
                new Current(
                        log.facts(), log.last(), "box", log.acknowledged(), 1, LogBook.BEGINNING);
        var intake = new Intake(2, "box", entries, Duration.ofDays(7), UUID::randomUUID);
        for (NewEvent event : intake.decide(current)) {
            switch (event) {
                case NewEvent.Observed(var observed) -> {
                    log.see(observed);
                    if (observed instanceof Overstepped it) {
                        told.add(it);
                    }
                }
                case NewEvent.Reported(var entry) -> log.hear(entry.type(), entry.payload());
                case NewEvent.Outbox _ -> throw new AssertionError("it has begun already");
            }
        }
    }
}
