package dev.ratoon.controlplane.peers;

/**
 * Another control plane on this database.
 *
 * @param process as it stands in {@code runner.connected}
 * @param place its home and its machine, for people
 */
public record Peer(String process, String host, int port, String place) {}
