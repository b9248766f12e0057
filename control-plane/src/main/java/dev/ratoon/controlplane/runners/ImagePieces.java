package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.ToRunner;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The images of a prompt go before it, in pieces: a message of a connection is bounded. */
@Singleton
class ImagePieces {
    private static final Logger LOG = Logger.getLogger(ImagePieces.class);

    /** Divided by three, so that the base64 of the pieces, one after the other, is that of all. */
    private static final int PIECE = 3 << 17;

    private final BlobStore blobs;

    ImagePieces(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Sends them, and answers with the prompt that may follow. One that is lost is not waited for.
     */
    ToRunner.Prompt before(ToRunner.Prompt prompt, Socket socket) throws SocketClosed {
        if (prompt.images().isEmpty()) {
            return prompt;
        }
        Stream.Builder<ToRunner.Image> sent = Stream.builder();
        int lost = 0;
        for (ToRunner.Image image : prompt.images()) {
            Optional<byte[]> content = content(image);
            if (content.isPresent()) {
                send(image.sha256(), content.get(), socket);
                sent.add(image);
            } else {
                lost++;
            }
        }
        List<ToRunner.Image> there = sent.build().toList();
        String text =
                lost == 0
                        ? prompt.text()
                        : prompt.text()
                                + "\n\n[Ratoon: %d of the images that belong here are lost.]"
                                        .formatted(lost);
        return new ToRunner.Prompt(prompt.seq(), prompt.turn(), text, there);
    }

    private Optional<byte[]> content(ToRunner.Image image) {
        try {
            return Optional.of(blobs.get(HexFormat.of().parseHex(image.sha256())));
        } catch (Failure e) {
            LOG.warnf("A prompt goes without an image: %s", e.forTheCaller());
            return Optional.empty();
        }
    }

    private static void send(String sha256, byte[] content, Socket socket) throws SocketClosed {
        for (int from = 0; from < content.length; from += PIECE) {
            byte[] piece =
                    Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE));
            String data = Base64.getEncoder().encodeToString(piece);
            socket.send(Messages.write(new ToRunner.ImagePiece(sha256, from, data)));
        }
    }
}
