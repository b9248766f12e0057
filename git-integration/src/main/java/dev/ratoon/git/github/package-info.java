/**
 * GitHub as one user's token reaches it: who that is, what the token may do, repositories and
 * branches; the only owner of the GitHub API for Java. Promises that a token goes to the API that
 * it was given for and nowhere else, that GitHub's limits are kept, and that what is refused is a
 * value with words and a next step. Knows neither users nor where tokens are kept.
 */
@NullMarked
package dev.ratoon.git.github;

import org.jspecify.annotations.NullMarked;
