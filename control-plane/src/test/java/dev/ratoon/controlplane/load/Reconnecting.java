package dev.ratoon.controlplane.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runners that are all there, lose the control plane, and come back; whoever ran it restarts it.
 */
record Reconnecting(Target target, int count) {
    void run() throws Exception {
        List<LoadAgent> agents = new LoadFleet(target).working(count);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions().setMaxConnections(count + 1));
        var rounds = new Rounds(count);
        long began = System.nanoTime();
        for (LoadAgent agent : agents) {
            var runner = new LoadRunner(agent, vertx, client, target.runners(), rounds);
            vertx.runOnContext(_ -> runner.connect());
        }
        rounds.await(rounds.here);
        System.out.printf("%-44s %.2f s%n", count + " runners connect at once", since(began));
        System.out.println("restart it now");
        rounds.await(rounds.gone);
        long lost = System.nanoTime();
        awaitListening();
        long listening = System.nanoTime();
        rounds.await(rounds.back);
        System.out.printf("%-44s %.2f s%n", "nothing listened for", (listening - lost) / 1e9);
        System.out.printf("%-44s %.2f s%n", "all are back, since it listens", since(listening));
        vertx.close();
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private void awaitListening() throws InterruptedException {
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), target.runners()),
                        1_000);
                return;
            } catch (IOException e) {
                boolean _ = new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static final class Rounds implements LoadRunner.Watch {
        private final CountDownLatch here;
        private final CountDownLatch gone;
        private final CountDownLatch back;

        Rounds(int count) {
            here = new CountDownLatch(count);
            gone = new CountDownLatch(count);
            back = new CountDownLatch(count);
        }

        @Override
        public void welcomed() {
            (gone.getCount() == 0 ? back : here).countDown();
        }

        @Override
        public void lost() {
            gone.countDown();
        }

        void await(CountDownLatch all) throws InterruptedException {
            if (!all.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException(all.getCount() + " runners are missing");
            }
        }
    }
}
