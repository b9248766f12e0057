package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.repositories.ChangedLines;
import dev.ratoon.controlplane.streams.Questions;
import dev.ratoon.git.publish.Proposal;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Has the agent's own harness write what its pull request says. It is a question beside the turns,
 * which only a person asks, because it costs what a model costs; its answer is shown to that person
 * and goes nowhere else.
 */
@Singleton
class Writing {
    private static final String STAYS = " What was made of the log can be published as it is.";

    private final Proposals proposals;
    private final Composer composer;
    private final ChangedLines lines;
    private final Questions questions;

    Writing(Proposals proposals, Composer composer, ChangedLines lines, Questions questions) {
        this.proposals = proposals;
        this.composer = composer;
        this.lines = lines;
        this.questions = questions;
    }

    WrittenText of(Actor actor, Facts facts, Optional<String> onto) throws InterruptedException {
        mayBeAsked(facts.state());
        String commit = Proposals.newest(facts).commit();
        Proposal proposal = proposals.of(facts, proposals.from(actor, facts), commit, onto);
        String question = Material.of(facts, composer.asks(facts), proposal, lines.of(facts));
        return switch (questions.ask(facts.id(), question)) {
            case Questions.Answer.Said(String text) ->
                    WrittenText.of(text).orElseThrow(() -> not("Its harness answered no text."));
            case Questions.Answer.Not(String words) -> throw not(words);
        };
    }

    /** Before anything is read: the runner, which knows better, is asked last. */
    private static void mayBeAsked(AgentState state) {
        switch (state) {
            case AgentState.Idle _ -> {}
            case AgentState.Working _, AgentState.Waiting _ ->
                    throw not("The agent is at work. Ask again when its turn is over.");
            case AgentState.Queued _, AgentState.Provisioning _, AgentState.SettingUp _ ->
                    throw not("Its sandbox is not ready yet. Ask again when it is.");
            case AgentState.Paused _, AgentState.Failed _ ->
                    throw not("Its sandbox is not running: resume the agent, then ask again.");
            case AgentState.Deleted _ -> throw not("The agent is deleted.");
        }
    }

    private static Failure not(String words) {
        return new Failure(ProblemType.CONFLICT, words + STAYS);
    }
}
