package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.AgentRepository;
import org.jspecify.annotations.Nullable;

/** The branches that somebody names for a new agent, as far as a name can be judged. Pure. */
final class WantedBranch {
    private WantedBranch() {}

    /** The branch to go on with, once it is confirmed; null for one of the agent's own. */
    static @Nullable String existing(
            @Nullable String branch, @Nullable String confirmed, @Nullable String base) {
        if (branch == null) {
            if (confirmed != null) {
                throw NewAgent.invalid(
                        "There is no branch to confirm: name it in branch, and again in"
                                + " confirmBranch.");
            }
            return null;
        }
        if (base != null) {
            throw NewAgent.invalid(
                    "An agent goes on with a branch that is there (branch), or begins one of its"
                            + " own at a base (baseBranch): name one of the two.");
        }
        String name = name(branch);
        if (!name.equals(confirmed)) {
            throw new Failure(
                    ProblemType.UNCONFIRMED,
                    "The agent would go on with the branch %1$s, which is there already: it pushes to that branch, and what is published of it, or a pull request, changes %1$s upstream. To confirm it: send confirmBranch with its name, or ratoon start --branch %1$s --yes"
                            .formatted(name));
        }
        return name;
    }

    /** What any git takes for a branch, and no shell for anything else. */
    static String name(String asked) {
        boolean fine =
                asked.matches("[A-Za-z0-9_][A-Za-z0-9._/+@#-]{0,200}")
                        && !asked.contains(".lock/")
                        && AgentRepository.isBranchName(asked);
        if (!fine) {
            throw NewAgent.invalid(
                    "This is no name of a branch: it has letters, digits and . _ / + @ # - alone, and"
                            + " is not HEAD.");
        }
        return asked;
    }
}
