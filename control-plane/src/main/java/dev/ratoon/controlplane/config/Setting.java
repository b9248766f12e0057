package dev.ratoon.controlplane.config;

/**
 * One setting as the operator made it.
 *
 * @param where for people: {@code /home/ann/ratoon/ratoon.properties:3}, {@code the environment}
 */
record Setting(String key, String value, String where) {}
