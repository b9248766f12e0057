package dev.ratoon.controlplane.operations;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the spans that are begun. */
@Singleton
class SpansSeen implements SpanProcessor {
    final AtomicInteger begun = new AtomicInteger();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        begun.incrementAndGet();
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
