/**
 * An agent's work on its way upstream: what would be published, publishing it in the name of
 * whoever asks, the pull request of it, and what becomes of that. Promises that what is published
 * is what was shown, with the acting user's own login and no other, and that there is one pull
 * request, whatever is asked twice or killed in the middle. Does not know how git pushes or how
 * GitHub is asked: that is the module git-integration.
 */
@NullMarked
package dev.ratoon.controlplane.pulls;

import org.jspecify.annotations.NullMarked;
