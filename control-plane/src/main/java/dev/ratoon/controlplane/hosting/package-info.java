/**
 * Owns what this process offers to sandboxes: the place where they run, the ports that they reach
 * and the gateways behind them. Promises that all of it stands before the first sandbox is started,
 * and what is to become of sandboxes when the process ends. Decides nothing about agents.
 */
@NullMarked
package dev.ratoon.controlplane.hosting;

import org.jspecify.annotations.NullMarked;
