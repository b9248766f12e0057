/**
 * Owns the way out of sandboxes: a proxy for hosts that an agent may reach, and read-only gateways
 * to package registries. Promises that a name is looked up once and only if it is allowed, that the
 * address which was checked is the one that is dialled, that TLS goes to the name that was asked
 * for, and that every length, count and time is bounded. Knows no agents' logs, people or tables.
 */
@NullMarked
package dev.ratoon.controlplane.proxy;

import org.jspecify.annotations.NullMarked;
