package dev.ratoon.controlplane.models;

import java.util.List;
import java.util.OptionalLong;

/**
 * A body that may go on.
 *
 * @param model as the provider names it
 * @param streams whether the answer comes in pieces
 * @param mostOutput the most tokens that it asks for, if it says so
 * @param media what it has beside text
 * @param edits what is written into it, in the order of their places
 */
record Checked(
        String model, boolean streams, OptionalLong mostOutput, Media media, List<Edit> edits) {}
