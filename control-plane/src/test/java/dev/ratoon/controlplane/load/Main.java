package dev.ratoon.controlplane.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The load generator's verbs; the scripts in docs/benchmarks say them. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var words = List.of(arguments);
        Target target = Target.ofEnvironment();
        switch (words.getFirst()) {
            case "stream" -> new Streaming(target, streamed(words, false)).run();
            case "live" -> new Streaming(target, streamed(words, true)).run();
            case "flood" ->
                    new Streaming(
                                    target,
                                    new Streaming.Load(
                                            number(words, 1), number(words, 2), false, 64, true))
                            .run();
            case "paused" -> new LoadFleet(target).paused(number(words, 1));
            case "create" -> new Creating(target, number(words, 1), number(words, 2)).run();
            case "reconnect" -> new Reconnecting(target, number(words, 1)).run();
            case "first-byte" -> new FirstByte(target, words.get(1), number(words, 2)).run();
            case "echo" ->
                    new Echo(words.get(1), words.subList(3, words.size()), number(words, 2)).run();
            case "gateway" ->
                    new Gateway(
                                    target,
                                    new Gateway.Load(
                                            number(words, 1),
                                            number(words, 2),
                                            number(words, 3),
                                            number(words, 4)))
                            .run();
            case "first-output" ->
                    new FirstOutput(target, number(words, 1), pairs(words.subList(2, words.size())))
                            .run();
            case "web" ->
                    end(
                            new Web(target, number(words, 1), number(words, 2), number(words, 3))
                                    .run());
            case "loopback" -> new Loopback(number(words, 1)).run();
            default -> throw new IllegalArgumentException("no verb of ours: " + words.getFirst());
        }
        end(List.of());
    }

    private static void end(List<String> missed) {
        missed.forEach(each -> System.err.println("MISSED: " + each));
        System.exit(missed.isEmpty() ? 0 : 1);
    }

    private static Streaming.Load streamed(List<String> words, boolean live) {
        return new Streaming.Load(number(words, 1), number(words, 2), live, 100, false);
    }

    private static Map<String, String> pairs(List<String> words) {
        return words.stream()
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    static int number(List<String> words, int at) {
        return Integer.parseInt(words.get(at));
    }
}
