package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.protocol.Form;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decisions that wait, with exactly the bytes that were asked. */
@Singleton
class OpenDecisions {
    private final LogStore log;

    OpenDecisions(LogStore log) {
        this.log = log;
    }

    /**
     * A decision that waits.
     *
     * @param unconfined whether what is allowed is run by Ratoon's own user
     * @param digest of {@code request}: an answer carries it
     * @param request the raw request, uncut
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionView(
            UUID id,
            UUID agent,
            String agentName,
            boolean unconfined,
            int turn,
            String title,
            String digest,
            String request,
            @Nullable Command command,
            List<Choice> options,
            Instant openedAt,
            Instant expiresAt) {}

    record All(List<DecisionView> decisions) {}

    All of(List<Facts> agents) {
        return new All(
                agents.stream()
                        .flatMap(
                                facts ->
                                        facts.approvals().open().stream()
                                                .map(open -> view(facts, open)))
                        .toList());
    }

    private DecisionView view(Facts facts, Facts.Open open) {
        String raw = raw(facts.id(), open.requestSeq());
        return new DecisionView(
                open.decision(),
                facts.id(),
                facts.origin().name(),
                facts.origin().unconfined(),
                open.turn(),
                title(raw),
                open.digest(),
                raw,
                open.command(),
                open.choices(),
                open.openedAt(),
                open.expiresAt());
    }

    /**
     * Why an answer is none to the form that is asked; empty when it fits, or when none is asked.
     */
    Optional<String> misfit(
            UUID agent, Facts.Open open, @Nullable String option, @Nullable String words) {
        if (option == null
                || option.equals(Form.DECLINE)
                || (option.equals(Form.CANCEL) && words == null)) {
            return Optional.empty();
        }
        return form(raw(agent, open.requestSeq()))
                .map(form -> form.fill(option, words))
                .filter(Form.Filled.Unfit.class::isInstance)
                .map(unfit -> ((Form.Filled.Unfit) unfit).why());
    }

    private static Optional<Form> form(String raw) {
        try {
            return Form.of(Messages.JSON.readTree(raw));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String raw(UUID agent, long seq) {
        List<LogEvent> found = log.read(agent, seq - 1, 1);
        return !found.isEmpty()
                        && found.getFirst().reported() instanceof Reported.DecisionRequested asked
                ? asked.raw()
                : "";
    }

    private static String title(String raw) {
        try {
            JsonNode asked = Messages.JSON.readTree(raw);
            Optional<Form> form = Form.of(asked);
            if (form.isPresent()) {
                return form.get().title();
            }
            JsonNode call = asked.path("toolCall");
            return call.path("title").asText(call.path("kind").asText("permission"));
        } catch (JsonProcessingException e) {
            return "permission";
        }
    }
}
