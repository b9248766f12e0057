package dev.ratoon.git;

import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * An agent's repository as it is wanted.
 *
 * @param name what people call the agent
 * @param login whose authority counts upstream; empty for what is public
 * @param base the branch that the agent's own begins at; empty for the one upstream's HEAD names
 * @param branch the agent's own, the only one that it may push
 * @param goesOn whether the branch is there upstream already and is gone on with
 */
public record AgentRepository(
        UUID agent,
        String name,
        Source source,
        Optional<Login> login,
        Optional<String> base,
        String branch,
        boolean goesOn) {
    public AgentRepository {
        if (!isBranchName(branch)) {
            throw new IllegalArgumentException("not the name of a branch: " + branch);
        }
    }

    /** Whether git takes it for the name of a branch, and not for an option. */
    public static boolean isBranchName(String name) {
        return !name.startsWith("-")
                && !name.equals(Constants.HEAD)
                && Repository.isValidRefName(Constants.R_HEADS + name);
    }

    /** The full name of the agent's own branch. */
    public String ownRef() {
        return Constants.R_HEADS + branch;
    }
}
