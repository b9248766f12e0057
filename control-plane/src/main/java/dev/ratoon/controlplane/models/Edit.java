package dev.ratoon.controlplane.models;

/**
 * What is written into a body before it goes on.
 *
 * @param at where, in bytes from its beginning
 * @param instead how many of its own bytes go for it
 */
record Edit(long at, int instead, String text) {}
