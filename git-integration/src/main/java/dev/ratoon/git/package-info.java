/**
 * What git means to the rest of Ratoon: repositories as people type them, an agent's repository,
 * who writes, who hears of pushes, and the one failure. Promises words that a person can act on.
 * Knows neither how anything is stored nor how it is served.
 */
@NullMarked
package dev.ratoon.git;

import org.jspecify.annotations.NullMarked;
