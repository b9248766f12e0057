package dev.ratoon.runner;

import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.harness.PromptImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of the next prompt, as far as they have come. What is begun anew is forgotten first,
 * and all of it with the prompt. Threads: one.
 */
final class ImagePieces {
    /** More than any prompt has, in characters of base64: what comes beyond it is passed over. */
    private static final int MOST = 12 << 20;

    private final Map<String, StringBuilder> parts = new HashMap<>();

    void keep(ToRunner.ImagePiece piece) {
        if (piece.from() == 0) {
            parts.put(piece.sha256(), new StringBuilder());
        }
        StringBuilder known = parts.get(piece.sha256());
        int all = parts.values().stream().mapToInt(StringBuilder::length).sum();
        boolean follows = known != null && bytes(known) == piece.from();
        if (known != null && follows && all + piece.data().length() <= MOST) {
            known.append(piece.data());
        }
    }

    /** Those of this prompt that are whole. */
    List<PromptImage> take(ToRunner.Prompt prompt) {
        List<PromptImage> whole =
                prompt.images().stream()
                        .filter(image -> bytes(parts.get(image.sha256())) == image.bytes())
                        .map(image -> new PromptImage(image.type(), parts.get(image.sha256()) + ""))
                        .toList();
        parts.clear();
        return whole;
    }

    /** How many bytes the base64 stands for. */
    private static long bytes(@Nullable CharSequence base64) {
        if (base64 == null) {
            return -1;
        }
        int length = base64.length();
        int padding = 0;
        while (padding < 2 && length > padding && base64.charAt(length - 1 - padding) == '=') {
            padding++;
        }
        return length / 4 * 3L - padding;
    }
}
