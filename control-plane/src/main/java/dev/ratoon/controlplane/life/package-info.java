/**
 * Owns what an agent is: the events that the control plane observes, the facts that follow from an
 * agent's log, its states, and the plan of what to do next. Promises to be pure: the same log gives
 * the same facts, the same facts and sight give the same plan, and time comes in as a parameter.
 * Knows nothing of databases, connections, HTTP or where sandboxes run.
 */
@NullMarked
package dev.ratoon.controlplane.life;

import org.jspecify.annotations.NullMarked;
