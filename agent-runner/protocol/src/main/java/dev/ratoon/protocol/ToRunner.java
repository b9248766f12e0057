package dev.ratoon.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane tells a runner, as text messages of the control connection. Those with a
 * {@code seq} are commands of the agent's log: a runner notes the seq durably before it acts, and
 * passes over one that it has noted.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = ToRunner.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ToRunner.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ToRunner.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = ToRunner.ImagePiece.class, name = "image-piece"),
    @JsonSubTypes.Type(value = ToRunner.Prompt.class, name = "prompt"),
    @JsonSubTypes.Type(value = ToRunner.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = ToRunner.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = ToRunner.SwitchMode.class, name = "switch-mode"),
    @JsonSubTypes.Type(value = ToRunner.OpenStream.class, name = "open-stream"),
    @JsonSubTypes.Type(value = ToRunner.AskAside.class, name = "ask-aside"),
    @JsonSubTypes.Type(value = ToRunner.End.class, name = "end"),
    @JsonSubTypes.Type(value = ToRunner.Unknown.class, name = "unknown"),
})
public sealed interface ToRunner {
    /** The answer to Hello: what is to be done here, and up to where the outbox is safe. */
    record Welcome(long acknowledged, Assignment assignment) implements ToRunner {}

    /** Every record up to n is in the log: the outbox may forget them. */
    record Acknowledged(long n) implements ToRunner {}

    /**
     * Some of an image that a prompt will name. The pieces of a prompt's images go before it, in
     * their order, and are kept until it comes; after a reconnect they begin anew, as it does.
     *
     * @param from where in the image its bytes begin
     * @param data in base64; all pieces but the last divide by three
     */
    record ImagePiece(String sha256, int from, String data) implements ToRunner {}

    /** An image that a prompt has. */
    record Image(String sha256, String type, long bytes) {}

    record Prompt(
            long seq,
            int turn,
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Image> images)
            implements ToRunner {
        @SuppressWarnings("NullAway") // of an older control plane
        public Prompt {
            images = images == null ? List.of() : List.copyOf(images);
        }

        public Prompt(long seq, int turn, String text) {
            this(seq, turn, text, List.of());
        }
    }

    /** Ends the turn; the harness is asked first, and stopped with all it started if it must be. */
    record Cancel(long seq, int turn) implements ToRunner {}

    /**
     * A human's answer to a request of the harness.
     *
     * @param request the id that the runner gave it
     * @param option which of the offered options was chosen; none means that it was cancelled
     * @param words what the human says to it
     */
    record Decided(long seq, String request, @Nullable String option, @Nullable String words)
            implements ToRunner {}

    record SwitchMode(long seq, String mode) implements ToRunner {}

    /**
     * Run a command in the sandbox and dial its bytes back.
     *
     * @param path where on the control plane, {@link Protocol#STREAMS_PATH} and more
     * @param ticket opens that path once
     */
    record OpenStream(
            String path,
            String ticket,
            List<String> command,
            @Nullable String directory,
            @Nullable Terminal terminal)
            implements ToRunner {
        public OpenStream {
            command = List.copyOf(command);
        }
    }

    /**
     * Ask the harness something beside its turns, in a session of its own, and dial the answer back
     * as the output of a process that ends well; or why there is none, as a refusal. An older
     * runner passes over it.
     *
     * @param path where on the control plane, {@link Protocol#STREAMS_PATH} and more
     * @param ticket opens that path once
     */
    record AskAside(String path, String ticket, String question) implements ToRunner {}

    /** Finish: end the harness, send what the outbox still holds, and exit. */
    record End(String reason) implements ToRunner {}

    /** Of a newer control plane; a runner passes over it. */
    record Unknown() implements ToRunner {}
}
