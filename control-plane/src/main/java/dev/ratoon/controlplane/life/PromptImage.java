package dev.ratoon.controlplane.life;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image beside what somebody says to an agent. Its bytes are a payload.
 *
 * @param sha256 of its bytes, in hex: under that it is found
 * @param name as people call it
 * @param type what its bytes say that it is: {@code image/png} and the like
 */
public record PromptImage(String sha256, String name, String type, long bytes) {
    /** What logs and facts from before there were images leave out. */
    static List<PromptImage> orNone(@Nullable List<PromptImage> images) {
        return images == null ? List.of() : List.copyOf(images);
    }
}
