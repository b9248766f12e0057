package dev.ratoon.controlplane.prompts;

import dev.ratoon.controlplane.roles.Sweep;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Forgets uploads some time after they cannot be sent any more: who sends one now still has it. */
@Singleton
class ImageSweep implements Sweep {
    private final ImageStore store;

    ImageSweep(ImageStore store) {
        this.store = store;
    }

    @Override
    public void sweep(Instant now) {
        store.forgetUploads(now.minus(PromptImages.LIFE.plusHours(1)));
    }
}
