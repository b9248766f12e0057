package dev.ratoon.controlplane.meters;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Calendar months of UTC, as rows name them: {@code 2026-01}. */
final class Month {
    private Month() {}

    static String of(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC)).toString();
    }
}
