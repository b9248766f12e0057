package dev.ratoon.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a runner says as text messages of the control connection. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FromRunner.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromRunner.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = FromRunner.StreamRefused.class, name = "stream-refused"),
    @JsonSubTypes.Type(value = FromRunner.Unknown.class, name = "unknown"),
})
public sealed interface FromRunner {
    /**
     * The first message of each connection.
     *
     * @param publicKey of this runner (X.509, base64): its credentials are made with the other half
     * @param outbox the workspace's outbox, which outlives the runner
     * @param last the newest record in it; 0 when there is none
     * @param noted the newest seq of a command that was noted; 0 when there is none
     */
    record Hello(
            int protocol, String version, String publicKey, String outbox, long last, long noted)
            implements FromRunner {}

    /** A stream that was asked for cannot be had. */
    record StreamRefused(String path, String words) implements FromRunner {}

    record Unknown() implements FromRunner {}
}
