package dev.ratoon.protocol;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whether a record that was read has all that its type promises: JSON may leave anything out. */
final class Whole {
    private static final Map<Class<?>, List<RecordComponent>> NEEDED = new ConcurrentHashMap<>();

    private Whole() {}

    static <T> T of(T read) throws Malformed {
        for (RecordComponent component : needed(read.getClass())) {
            if (value(component, read) == null) {
                throw new Malformed(component.getName() + " is missing");
            }
        }
        return read;
    }

    private static List<RecordComponent> needed(Class<?> type) {
        return NEEDED.computeIfAbsent(
                type,
                each ->
                        Arrays.stream(each.getRecordComponents())
                                .filter(c -> !c.getType().isPrimitive())
                                .filter(
                                        c ->
                                                !c.getAnnotatedType()
                                                        .isAnnotationPresent(Nullable.class))
                                .toList());
    }

    private static @Nullable Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("our own records can be read", e);
        }
    }
}
