package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which agents somebody wants to see.
 *
 * @param state only this one; none means all but the deleted
 * @param words each must stand in the title, the name or the repository
 */
public record AgentQuery(@Nullable String state, List<String> words, @Nullable String owner) {
    private static final int MOST_WORDS = 10;
    private static final String DELETED = "deleted";
    private static final List<String> STATES =
            Arrays.stream(AgentState.class.getAnnotation(JsonSubTypes.class).value())
                    .map(JsonSubTypes.Type::name)
                    .toList();

    public AgentQuery {
        words = List.copyOf(words);
    }

    public static AgentQuery of(@Nullable String state, String words, @Nullable String owner) {
        List<String> search =
                Arrays.stream(words.strip().split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList();
        if (search.size() > MOST_WORDS) {
            throw new Failure(ProblemType.INVALID, "Search for at most ten words.");
        }
        if (state != null && !STATES.contains(state)) {
            throw new Failure(
                    ProblemType.INVALID,
                    "There is no state '%s'. There are: %s."
                            .formatted(state, String.join(", ", STATES)));
        }
        return new AgentQuery(state, search, owner);
    }

    /** The same question as in SQL, to one that is already read. */
    public boolean takes(AgentView agent) {
        String text = agent.title() + " " + agent.name() + " " + agent.repository();
        String searched = text.toLowerCase(Locale.ROOT);
        return (state == null ? !agent.state().equals(DELETED) : state.equals(agent.state()))
                && (owner == null || owner.equals(agent.owner()))
                && words.stream().allMatch(searched::contains);
    }
}
