package dev.ratoon.controlplane.sockets;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;

class UnpackedMessagesTest {
    @Test
    void neitherFramesNorMessagesAreUnpacked() {
        HttpServerOptions options = new HttpServerOptions();
        new UnpackedMessages().customizeHttpsServer(options);
        assertFalse(options.getPerFrameWebSocketCompressionSupported());
        assertFalse(options.getPerMessageWebSocketCompressionSupported());
    }
}
