package dev.ratoon.controlplane.login;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Whose hand a token is in. */
public enum TokenKind {
    /** A command line or an editor that somebody logged in. */
    CLIENT,
    /** A machine. */
    SERVICE,
    /** Whoever can read the data directory, while the control plane runs. */
    LOCAL;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A kind as its word. */
    @Converter(autoApply = true)
    static class Column implements AttributeConverter<TokenKind, String> {
        @Override
        public String convertToDatabaseColumn(TokenKind kind) {
            return kind.word();
        }

        @Override
        public TokenKind convertToEntityAttribute(String word) {
            return TokenKind.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
