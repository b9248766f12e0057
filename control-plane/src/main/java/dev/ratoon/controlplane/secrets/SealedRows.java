package dev.ratoon.controlplane.secrets;

import java.util.List;

/** A feature that keeps sealed values. Asked at the start whether the key still fits them. */
public interface SealedRows {
    /** One sealed value for each key that sealed any; empty when nothing is sealed. */
    List<byte[]> oneOfEachKey();
}
