package dev.ratoon.runner.hands;

import dev.ratoon.runner.tree.Ignored;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Splice;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The workspace's side of a sandbox. */
public final class Main {
    /** Where processes find the gateways; the repository's address in a clone names it for ever. */
    static final int PORT = 7071;

    /** Where they find the proxy to other hosts. */
    static final int PROXY_PORT = 7072;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Ignored.noMore();
        Path link = Path.of(needed("RATOON_LINK"));
        Path workspace = Path.of(needed("RATOON_WORKSPACE")).toAbsolutePath();
        int port = listen(PORT, link.resolve(Hands.GATEWAYS));
        int proxy = listen(PROXY_PORT, link.resolve(Hands.PROXY));
        var added = new HashMap<>(forProcesses(port));
        added.putAll(Outside.variables(port, proxy));
        Outside.tellMaven(workspace.resolve("home"), port, proxy);
        added.putAll(Apt.ofThisMachine().tell(workspace.resolve("home"), port));
        var workplace = new Workplace(workspace, System.getenv(), added);
        ServerSocketChannel door = Door.open(link.resolve(Hands.SOCKET));
        new Server(door, workplace).serve();
    }

    private static int listen(int port, Path runner) throws IOException {
        ServerSocketChannel channel = bound(port);
        Splice.listen(channel, new Endpoint.Unix(runner));
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static ServerSocketChannel bound(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            // Without walls, sandboxes share the machine's ports.
            Account.detail("port " + port + " is another's", e);
            return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }

    static Map<String, String> forProcesses(int port) {
        var added = new HashMap<String, String>();
        String here = "http://127.0.0.1:" + port + "/";
        added.put("RATOON_GIT_URL", here);
        added.put("GIT_TERMINAL_PROMPT", "0");
        if (port != PORT) {
            added.put("GIT_CONFIG_COUNT", "1");
            added.put("GIT_CONFIG_KEY_0", "url." + here + ".insteadOf");
            added.put("GIT_CONFIG_VALUE_0", "http://127.0.0.1:" + PORT + "/");
        }
        return added;
    }

    private static String needed(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set: the provider sets it");
        }
        return value;
    }
}
