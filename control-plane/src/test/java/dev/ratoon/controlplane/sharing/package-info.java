/**
 * Owns which integration tests run against one application. Promises that an application is built
 * and started once for all test classes in a row that want no other one, and that a class which
 * says so has its own. Knows nothing of what the application is.
 */
package dev.ratoon.controlplane.sharing;
