package dev.ratoon.git.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of which, from some point on, a byte comes now and then, for ever. */
final class Drip implements AutoCloseable {
    private final ServerSocket server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Of each connection so many bytes of a host come as they are, and then one by one. */
    volatile long atOnce;

    private interface Serving {
        void serve(Socket visitor) throws IOException, InterruptedException;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Drip(ServerSocket server) {
        this.server = server;
    }

    /** Says that, whatever it is asked, and then one byte after the other. */
    static Drip saying(ServerSocket at, byte[] first) {
        var made = new Drip(at);
        made.serve(
                visitor -> {
                    OutputStream out = visitor.getOutputStream();
                    out.write(first);
                    while (true) {
                        made.one(out, 'a');
                    }
                });
        return made;
    }

    /** Stands in front of a host. */
    static Drip before(int port) throws IOException {
        var made = new Drip(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        made.serve(
                visitor -> {
                    try (var host = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        made.start(
                                () -> visitor.getInputStream().transferTo(host.getOutputStream()));
                        made.pass(host.getInputStream(), visitor.getOutputStream());
                    }
                });
        return made;
    }

    int port() {
        return server.getLocalPort();
    }

    private void start(Work work) {
        var _ =
                threads.submit(
                        () -> {
                            work.run();
                            return null;
                        });
    }

    private void serve(Serving serving) {
        start(
                () -> {
                    while (true) {
                        Socket visitor = server.accept();
                        start(
                                () -> {
                                    try (visitor) {
                                        serving.serve(visitor);
                                    }
                                });
                    }
                });
    }

    private void pass(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] some = new byte[8 << 10];
        long passed = 0;
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            passed += read;
            if (passed <= atOnce) {
                out.write(some, 0, read);
                continue;
            }
            for (int i = 0; i < read; i++) {
                one(out, some[i]);
            }
        }
    }

    private void one(OutputStream out, int one) throws IOException, InterruptedException {
        if (over.await(50, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the test is over");
        }
        out.write(one);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
        threads.shutdownNow();
    }
}
