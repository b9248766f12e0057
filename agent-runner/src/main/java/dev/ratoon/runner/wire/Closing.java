package dev.ratoon.runner.wire;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closing what is of no use any more: that it fails changes nothing. */
public final class Closing {
    private Closing() {}

    public static void quietly(@Nullable Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException e) {
            Account.detail("closing failed", e);
        }
    }
}
