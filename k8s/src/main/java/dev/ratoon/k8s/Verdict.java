package dev.ratoon.k8s;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From what the canary's sides say, and what was seen from here, to a proof. Forbidden and reached
 * at the end is open; reached at first only is a policy that came late. Who was seen here though he
 * says that he did not come is not believed. Pure.
 */
final class Verdict {
    /** How long a canary reaches nothing forbidden before it may say so. */
    static final Duration QUIET = Duration.ofSeconds(3);

    private static final int TOLD = 6;
    private static final String AGAIN =
            "It is tried again; see what the runner's and the workspace's image are in the"
                    + " configuration, and that both are Ratoon's of this version";

    /**
     * What this process saw itself.
     *
     * @param came whether somebody of the canary came to the port that no policy names
     * @param wentIn whether this process came into a pod at last, and heard it
     */
    record Witnessed(boolean came, boolean wentIn) {}

    private Verdict() {}

    static Proof of(
            Instant now,
            String namespace,
            List<Tried> tried,
            List<Optional<Report>> sides,
            Witnessed witnessed) {
        List<Report> reports = sides.stream().flatMap(Optional::stream).toList();
        List<String> reached = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        long late = 0;
        boolean told = false;
        for (int i = 0; i < tried.size(); i++) {
            for (Report report : reports) {
                Report.Line line = report.lines().get(i);
                boolean there = line.how().equals("reached");
                if (tried.get(i).open()) {
                    add(missed, !there, tried.get(i).words() + ": " + line.how());
                } else {
                    add(reached, there || isRecent(line, report), tried.get(i).words());
                    late = Math.max(late, line.last() + 1);
                    told |= line.reached() > 0;
                }
            }
        }
        add(reached, witnessed.wentIn(), "and from outside somebody comes into a pod");
        if (!reached.isEmpty()) {
            return new Proof.Open(now, namespace, some(reached));
        }
        if (reports.isEmpty() || reports.size() != sides.size()) {
            return unknown(now, namespace, "its canary ended without a report that can be read");
        }
        if (witnessed.came() && !told) {
            return unknown(now, namespace, "its canary came here, and says that it reached nobody");
        }
        if (tried.stream().noneMatch(Tried::open)) {
            return unknown(now, namespace, "no address was named that must be reached");
        }
        if (!missed.isEmpty()) {
            return new Proof.Cut(now, namespace, some(missed));
        }
        int open = (int) tried.stream().filter(Tried::open).count();
        return new Proof.Holds(now, namespace, open, tried.size() - open, Duration.ofMillis(late));
    }

    /** Reached so shortly before the end that nothing shows that it was the last time. */
    private static boolean isRecent(Report.Line line, Report report) {
        return line.last() >= 0 && report.millis() - line.last() < QUIET.toMillis();
    }

    private static void add(List<String> list, boolean holds, String words) {
        if (holds && !list.contains(words)) {
            list.add(words);
        }
    }

    private static List<String> some(List<String> all) {
        if (all.size() <= TOLD) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, TOLD));
        some.add("and " + (all.size() - TOLD) + " more");
        return some;
    }

    private static Proof unknown(Instant now, String namespace, String why) {
        return new Proof.Unknown(now, namespace, why, AGAIN);
    }
}
