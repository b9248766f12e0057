package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Agents that are started over the API, by some clients at once, each one after the other. */
record Creating(Target target, int count, int clients) {
    private static final int WARMING = 100;

    void run() throws InterruptedException {
        start(WARMING, new Latencies());
        var latencies = new Latencies();
        long began = System.nanoTime();
        start(count, latencies);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.println(latencies.line("create acknowledged, " + clients + " at once"));
        System.out.printf("%-44s %.0f a second%n", "created", latencies.count() / seconds);
    }

    private void start(int many, Latencies latencies) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.startVirtualThread(() -> start(many / clients, latencies, target)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void start(int many, Latencies latencies, Target target) {
        Calls calls = Calls.to(target);
        try {
            for (int i = 0; i < many; i++) {
                latencies.add(
                        calls.post(
                                "/api/agents",
                                Map.of(
                                        "repository", "https://git.example.com/acme/billing",
                                        "prompt", "make test, and mend what fails")));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the control plane does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
