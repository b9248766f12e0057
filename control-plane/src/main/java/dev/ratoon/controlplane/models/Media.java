package dev.ratoon.controlplane.models;

/**
 * What a body has beside text, of which its bytes do not say how many tokens it is.
 *
 * @param pictures each of which has a bound that its API documents
 * @param others documents, recordings, and what the provider fetches: nothing bounds them
 */
public record Media(int pictures, int others) {
    public static final Media NONE = new Media(0, 0);
}
