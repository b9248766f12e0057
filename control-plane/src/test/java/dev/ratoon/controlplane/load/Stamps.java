package dev.ratoon.controlplane.load;

/**
 * Reads out of what arrives the times at which it was made, each between two at-signs. One stream.
 */
final class Stamps {
    private final Latencies latencies;
    private boolean inside;
    private long stamp;
    private int digits;

    Stamps(Latencies latencies) {
        this.latencies = latencies;
    }

    void take(byte[] arrived, int length) {
        long now = System.nanoTime();
        for (int i = 0; i < length; i++) {
            byte each = arrived[i];
            if (each == '@') {
                if (inside && digits > 0) {
                    latencies.add(now - stamp);
                    inside = false;
                } else {
                    inside = true;
                    stamp = 0;
                    digits = 0;
                }
            } else if (inside && each >= '0' && each <= '9') {
                stamp = stamp * 10 + each - '0';
                digits++;
            } else {
                inside = false;
            }
        }
    }
}
