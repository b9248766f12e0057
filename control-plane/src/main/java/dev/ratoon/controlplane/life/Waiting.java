package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A message that waits for its turn. */
public record Waiting(
        UUID message,
        String text,
        boolean redirects,
        String by,
        Instant sentAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PromptImage> images) {
    public Waiting {
        images = PromptImage.orNone(images);
    }
}
