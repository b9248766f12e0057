package dev.ratoon.controlplane.bonds;

/**
 * To what a database is bound.
 *
 * @param name what of it: one bond for each
 * @param value tells it from any other
 * @param words where it is, for people
 */
public record Bond(String name, String value, String words) {}
