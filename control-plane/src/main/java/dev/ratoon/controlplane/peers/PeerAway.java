package dev.ratoon.controlplane.peers;

/** A process cannot be asked. The message is for people: which one, and what to do next. */
public final class PeerAway extends Exception {
    private static final long serialVersionUID = 1L;

    PeerAway(String place) {
        super(words(place));
    }

    PeerAway(Peer peer, Throwable cause) {
        super(words(peer.place()), cause);
    }

    private static String words(String place) {
        return "The control plane that holds its sandbox is away: the one of "
                + place
                + ". Start it again there (./ratoon up): the agent goes on where it is.";
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
