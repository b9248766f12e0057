package dev.ratoon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Images beside what is said; the control plane says which it takes. */
final class ImageOptions {
    private static final String BYTES = "application/octet-stream";

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Show it this PNG, JPEG, WebP or GIF, too; up to four times.")
    List<Path> files = List.of();

    /** Uploads them, and names them in what is asked. */
    void into(ObjectNode request, Api api) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "There is no file " + Visible.inert(file.toString()) + " that can be read.",
                        "Name an image: --image screenshot.png");
            }
        }
        ArrayNode images = request.putArray("images");
        for (Path file : files) {
            String id = Output.text(api.upload("/api/prompt-images", file, BYTES), "id");
            images.addObject().put("id", id).put("name", String.valueOf(file.getFileName()));
        }
    }
}
