package dev.ratoon.controlplane.life;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers that a harness offers.
 *
 * @param kind ACP's: {@code allow_once}, {@code allow_always}, {@code reject_once}, {@code
 *     reject_always}, or what it will be called later
 */
public record Choice(String id, String name, String kind) {
    public boolean allows() {
        return kind.startsWith("allow");
    }

    static boolean allows(List<Choice> choices, @Nullable String option) {
        return choices.stream().anyMatch(each -> each.id.equals(option) && each.allows());
    }
}
