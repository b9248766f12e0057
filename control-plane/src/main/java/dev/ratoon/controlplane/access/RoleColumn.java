package dev.ratoon.controlplane.access;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A role as its word. */
@Converter(autoApply = true)
class RoleColumn implements AttributeConverter<Role, String> {
    @Override
    public String convertToDatabaseColumn(Role role) {
        return role.word();
    }

    @Override
    public Role convertToEntityAttribute(String word) {
        return Role.of(word);
    }
}
