package dev.ratoon.controlplane.pulls;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.agents.AgentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was published.
 *
 * @param commit where the branch is now
 * @param isNew whether the branch was not there before
 * @param said what the repository's host said to it
 * @param pull the pull request of it, where there is one
 * @param opened whether it was opened just now
 * @param notes what was asked for and could not be
 * @param next what is left to do by hand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublicationView(
        String branch,
        String commit,
        String to,
        boolean isNew,
        List<String> said,
        AgentView.@Nullable PullView pull,
        boolean opened,
        List<String> notes,
        @Nullable String next) {}
