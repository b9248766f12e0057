/**
 * What an agent has changed, read from its repository. Promises to need no sandbox and to stay
 * small, however much was changed: counts for all of it, text up to a bound. Knows neither agents
 * nor where their repositories lie.
 */
@NullMarked
package dev.ratoon.git.review;

import org.jspecify.annotations.NullMarked;
