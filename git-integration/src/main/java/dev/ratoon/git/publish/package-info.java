/**
 * What an agent has made, on its way to where people see it. Promises that nobody is shown one
 * thing and publishes another, that nothing which is there already is rewritten or lost, that only
 * the one branch is written, and that a repeat after a crash is the same push. Knows neither pull
 * requests nor who may ask for one.
 */
@NullMarked
package dev.ratoon.git.publish;

import org.jspecify.annotations.NullMarked;
