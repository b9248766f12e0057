package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Reported;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Walks every way from one state to another that the states allow, and no other. */
class AgentStateTest {
    private static final Set<AgentState> ALL =
            Set.of(
                    new AgentState.Queued(LogBook.BEGINNING),
                    new AgentState.Provisioning(LogBook.BEGINNING),
                    new AgentState.SettingUp(LogBook.BEGINNING),
                    new AgentState.Working(LogBook.BEGINNING, 1),
                    new AgentState.Waiting(LogBook.BEGINNING, 1),
                    new AgentState.Idle(LogBook.BEGINNING),
                    new AgentState.Paused(LogBook.BEGINNING),
                    new AgentState.Failed(LogBook.BEGINNING, "", ""),
                    new AgentState.Deleted(LogBook.BEGINNING, LogBook.BEGINNING));

    @Test
    void everyTransitionThatIsAllowedHappensAndNoOther() {
        var seen = new TreeSet<String>();
        // The seed is fixed: the same walks each time.
        var random = new Random(20260102);
        for (int walk = 0; walk < 3_000; walk++) {
            LogBook book = walk % 2 == 0 ? LogBook.begun() : LogBook.working();
            for (int step = 0; step < 40; step++) {
                anything(book, random.nextInt(22));
            }
            seen.addAll(book.transitions);
        }
        assertEquals(String.join("\n", allowed()), String.join("\n", seen));
    }

    private static Set<String> allowed() {
        var allowed = new TreeSet<String>();
        for (AgentState from : ALL) {
            for (AgentState to : ALL) {
                if (from.next().contains(to.getClass())) {
                    allowed.add(from.word() + " -> " + to.word());
                }
            }
        }
        return allowed;
    }

    private static void anything(LogBook book, int what) {
        Facts facts = book.facts();
        int incarnation = facts.workspace().incarnations();
        book.after(Duration.ofSeconds(1));
        boolean there = facts.sandbox() != null;
        boolean connected = there && facts.sandbox().publicKey() != null;
        switch (what) {
            case 0 -> book.say("go");
            case 1 -> book.see(new ObservedEvent.PauseAsked("ada", "so"));
            case 2 -> book.see(new ObservedEvent.ResumeAsked("ada"));
            case 3 -> book.see(new ObservedEvent.Deleted("ada", book.now.plusSeconds(60)));
            case 4 -> book.see(new ObservedEvent.Restored("ada"));
            case 5 -> book.see(new ObservedEvent.Failed("no", "try"));
            case 6, 7, 8 -> {
                if (!there && facts.wish() == Facts.Wish.RUN && facts.failure() == null) {
                    book.see(new ObservedEvent.SandboxWanted(incarnation + 1, book.now));
                }
            }
            case 9, 10 ->
                    book.see(new ObservedEvent.RunnerConnected(incarnation, "k", "b", "1", "p"));
            case 11 -> book.see(new ObservedEvent.SandboxEnded(incarnation, "gone"));
            case 12, 13 -> {
                if (connected) {
                    book.hear(new Reported.HarnessStarted("shell", null, false));
                }
            }
            case 14, 15 -> {
                boolean fits =
                        there
                                && facts.sandbox().ready()
                                && facts.talk().turn() == null
                                && !facts.talk().queue().isEmpty()
                                && facts.wish() == Facts.Wish.RUN
                                && facts.failure() == null;
                if (fits) {
                    book.give(facts.talk().turns() + 1);
                }
            }
            case 16 -> {
                if (there && facts.sandbox().ready() && facts.talk().turn() != null) {
                    book.ask("r" + book.events.size());
                }
            }
            case 17 -> close(book);
            case 18 -> {
                if (connected) {
                    book.hear(new Reported.TurnEnded(facts.talk().turns(), "finished", null));
                    close(book);
                }
            }
            case 19 -> {
                if (connected) {
                    book.hear(new Reported.WorkspacePreparing("clone"));
                    book.hear(new Reported.WorkspaceFailed("clone", 128, "no"));
                }
            }
            case 20 -> book.see(new ObservedEvent.SandboxStarted(incarnation, "bubblewrap"));
            default -> {
                if (facts.talk().turn() != null) {
                    book.see(
                            new ObservedEvent.TurnStopped(
                                    facts.talk().turn().number(), "ada", "so"));
                }
            }
        }
    }

    /** As it happens whenever nobody waits for the answer any more. */
    private static void close(LogBook book) {
        for (Facts.Open open : book.facts().approvals().open()) {
            book.see(new ObservedEvent.DecisionClosed(open.decision(), open.request(), "so"));
        }
    }
}
