package dev.ratoon.git.publish;

import java.util.Optional;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Where the branch is over there, as far as it concerns us.
 *
 * @param last what of ours it is at, or was when somebody else went on with it
 * @param foreign where somebody else brought it
 */
record Tip(Optional<Last> last, Optional<RevCommit> foreign) {}
