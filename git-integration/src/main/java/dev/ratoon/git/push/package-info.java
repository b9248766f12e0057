/**
 * What a sandbox may push. Promises that nothing reaches an agent's repository but what stood every
 * rule, that what is too large costs no more than its limit, and that each refusal names its rule
 * and what to do in git's own output. Knows nothing of HTTP, and of people only who allows a rule
 * once.
 */
@NullMarked
package dev.ratoon.git.push;

import org.jspecify.annotations.NullMarked;
