package dev.ratoon.environments.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the tests of a class, or one of them, in a process of its own; prints a line for each. */
final class TestsAlone {
    private TestsAlone() {}

    public static void main(String... names) throws ReflectiveOperationException {
        Class<?> type = Class.forName(names[0]);
        for (Class<?> each : with(type)) {
            for (Method method : each.getDeclaredMethods()) {
                boolean asked = names.length == 1 || names[1].equals(method.getName());
                if (asked && method.isAnnotationPresent(Test.class)) {
                    System.out.println(method.getName() + " " + outcome(type, method));
                }
            }
        }
        // Threads of a provider that a failed test left must not keep this process.
        System.exit(0);
    }

    /** The class with what it takes from a superclass and from a contract. */
    private static List<Class<?>> with(Class<?> type) {
        var all = new ArrayList<Class<?>>(List.of(type));
        all.addAll(List.of(type.getInterfaces()));
        if (type.getSuperclass() != Object.class) {
            all.add(type.getSuperclass());
        }
        return all;
    }

    private static String outcome(Class<?> type, Method method)
            throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
            return "passed";
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            return String.valueOf(e.getCause()).replace('\n', ' ');
        }
    }
}
