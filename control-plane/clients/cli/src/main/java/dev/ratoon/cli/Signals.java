package dev.ratoon.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Signals to this process, taken instead of ended by. The JDK has no supported way; without this
 * one signals end the client, and the process in the sandbox learns of it when the stream closes.
 */
final class Signals {
    private Signals() {}

    static void take(String name, Consumer<String> what) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler taken =
                    (proxy, method, arguments) ->
                            switch (method.getName()) {
                                case "handle" -> {
                                    what.accept(name);
                                    yield null;
                                }
                                case "equals" ->
                                        System.identityHashCode(proxy)
                                                == System.identityHashCode(arguments[0]);
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> "signal " + name;
                            };
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handler}, taken);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Not on this machine, or the JVM needs it itself.
        }
    }
}
