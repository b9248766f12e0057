package dev.ratoon.controlplane.models;

/**
 * What a provider says that a call has used, in tokens.
 *
 * @param input all of it
 * @param cached what of the input was cheap, because the provider had it already
 * @param output what was generated, thoughts included
 */
public record Usage(long input, long cached, long output) {}
