package dev.ratoon.docs;

import dev.ratoon.docs.Report.Outcome;
import dev.ratoon.docs.Report.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what docs/acceptance.md promises with what this build ran. Pure.
 *
 * @param complete whether this machine must have everything, so that no "where" excuses a skip
 * @param leftOut what this build was told to leave out
 */
record Judge(List<Report> reports, Instant buildBegan, boolean complete, LongTests leftOut) {
    record Verdict(List<String> faults, List<String> excused) {}

    Verdict judge(List<Requirement> requirements) {
        var faults = new ArrayList<String>();
        var excused = new ArrayList<String>();
        for (Requirement requirement : requirements) {
            for (String test : requirement.tests()) {
                judge(requirement, test, faults, excused);
            }
        }
        return new Verdict(faults, excused);
    }

    private void judge(
            Requirement requirement, String test, List<String> faults, List<String> excused) {
        String at = "line " + requirement.line() + ": " + test;
        String className = test.split("#", 2)[0];
        var found = reports.stream().filter(r -> r.simpleName().equals(className)).toList();
        if (found.isEmpty()) {
            absent(at, " was not run", leftOut.classes().contains(className), faults, excused);
            return;
        }
        if (found.size() > 1) {
            faults.add(at + " is the name of " + found.size() + " classes");
            return;
        }
        Report report = found.getFirst();
        if (report.written().isBefore(buildBegan)) {
            faults.add(at + " was not run by this build");
            return;
        }
        if (report.written().isBefore(report.compiled())) {
            faults.add(at + " was compiled after it ran");
            return;
        }
        var runs = runs(report, test);
        if (runs.isEmpty()) {
            String why = " does not exist in " + report.className();
            absent(at, why, leftOut.methods().contains(method(test)), faults, excused);
            return;
        }
        if (runs.stream().anyMatch(run -> run.outcome() == Outcome.FAILED)) {
            faults.add(at + " failed");
        } else if (runs.stream().anyMatch(run -> run.outcome() == Outcome.SKIPPED)) {
            String where = requirement.where();
            if (where == null || complete) {
                faults.add(at + " was skipped");
            } else {
                excused.add(at + " was skipped here; it runs where " + where);
            }
        }
    }

    private static void absent(
            String at, String why, boolean isLong, List<String> faults, List<String> excused) {
        if (isLong) {
            excused.add(at + " is long and was left out");
        } else {
            faults.add(at + why);
        }
    }

    private static List<Run> runs(Report report, String test) {
        if (test.indexOf('#') < 0) {
            return report.runs();
        }
        return report.runs().stream().filter(run -> run.method().equals(method(test))).toList();
    }

    private static String method(String test) {
        return test.substring(test.indexOf('#') + 1);
    }
}
