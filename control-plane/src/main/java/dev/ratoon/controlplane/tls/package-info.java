/**
 * Certificates for the port that Ratoon listens on: given ones, checked, or those of a local
 * authority that it makes once. Promises that a start beyond loopback is encrypted or refused. Does
 * not know the server that uses them.
 */
@NullMarked
package dev.ratoon.controlplane.tls;

import org.jspecify.annotations.NullMarked;
