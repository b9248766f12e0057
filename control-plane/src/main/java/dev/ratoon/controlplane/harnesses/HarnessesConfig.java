package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.providers.ModelApi;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Harnesses of one's own: anything that speaks ACP and is in the image or on the machine. */
@ConfigMapping(prefix = "ratoon.harnesses")
public interface HarnessesConfig {
    /** By their names. */
    @WithParentName
    Map<String, Own> all();

    /** What is said of one. */
    interface Own {
        /** The program, as seen in a sandbox, and its arguments: `/opt/mine/bin/mine,acp`. */
        Optional<List<String>> command();

        /**
         * Variables that it is started with. In them `{gateway}` is the address of the model
         * gateway for the agent's provider, `{provider}` and `{model}` are the agent's. They are no
         * place for secrets: whoever sees the agent sees them.
         */
        Map<String, String> environment();

        /** The ways in which it asks a model, best first. Without it, it asks none by Ratoon. */
        Optional<List<ModelApi>> api();

        /**
         * Its words for our modes, best first: `normal`, `plan` and `auto`; and for `answer`, in
         * which it has no tools, if it has such a mode.
         */
        Map<String, List<String>> modes();

        /** Where it keeps its sessions, below its home, so that they are saved with the work. */
        Optional<List<String>> sessionFiles();

        /** Whether a message to it may have images (else: none); its runner asks it once more. */
        Optional<Boolean> images();
    }
}
