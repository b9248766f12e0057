/**
 * The GitHub account that each user connects by a token, and what is asked of GitHub with it.
 * Promises that a token is stored sealed, never shown again, used for its user only, and sent to
 * the GitHub that it was given for and nowhere else. Does not know agents; what GitHub answers, the
 * module git-integration knows.
 */
@NullMarked
package dev.ratoon.controlplane.github;

import org.jspecify.annotations.NullMarked;
