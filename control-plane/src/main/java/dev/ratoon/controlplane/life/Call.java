package dev.ratoon.controlplane.life;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tool call that a person is asked about, with what it is to be given.
 *
 * @param inputs so written that two of them are the same when they mean the same
 */
public record Call(String id, SortedMap<String, String> inputs) {
    /** All of them are in the agent's facts. */
    private static final int MOST = 20;

    public Call {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** With it as the newest; of too many the oldest is forgotten. */
    public static List<Call> with(List<Call> calls, Call call) {
        List<Call> all = new ArrayList<>(without(calls, call.id()));
        all.add(call);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    public static List<Call> without(List<Call> calls, String id) {
        return calls.stream().filter(call -> !call.id().equals(id)).toList();
    }
}
