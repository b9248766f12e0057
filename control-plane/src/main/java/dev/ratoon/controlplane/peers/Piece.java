package dev.ratoon.controlplane.peers;

import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Upstream;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A piece of what an agent says, as a message between processes: the agent's id, then the piece.
 */
record Piece(UUID agent, Upstream.Chunk chunk) {
    private static final int ID = 16;

    byte[] bytes() {
        byte[] said = chunk.bytes();
        return ByteBuffer.allocate(ID + said.length)
                .putLong(agent.getMostSignificantBits())
                .putLong(agent.getLeastSignificantBits())
                .put(said)
                .array();
    }

    static Piece of(byte[] message) throws Malformed {
        if (message.length <= ID) {
            throw new Malformed("a piece is cut off");
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        UUID agent = new UUID(in.getLong(), in.getLong());
        if (Upstream.of(in) instanceof Upstream.Chunk chunk) {
            return new Piece(agent, chunk);
        }
        throw new Malformed("only pieces come this way");
    }
}
