package dev.ratoon.protocol;

/** A terminal's kind ({@code TERM}) and size. */
public record Terminal(String kind, int columns, int rows) {}
