package dev.ratoon.controlplane.prompts;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Bytes of somebody else's, which no browser shows or runs as what they may pretend to be. */
public final class Inert {
    private Inert() {}

    /** For keeping; the page that shows it says itself what it is. */
    public static Response answer(byte[] bytes) {
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition", "attachment; filename=\"image\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .build();
    }
}
