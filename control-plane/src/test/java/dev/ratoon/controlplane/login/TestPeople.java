package dev.ratoon.controlplane.login;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** The owner and any number of invited people, each signed in. */
@Singleton
public class TestPeople {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final OwnerTokens ownerTokens;

    TestPeople(OwnerTokens ownerTokens) {
        this.ownerTokens = ownerTokens;
    }

    public record Person(String name, Api api) {}

    public URI base() {
        return URI.create(
                "http://127.0.0.1:"
                        + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
    }

    public Api nobody() {
        return Api.unknown(base());
    }

    public Api owner() {
        return nobody().signIn(ownerLink());
    }

    public String ownerLink() {
        return ownerTokens.link(base()).link();
    }

    /** Somebody new, of a name of its own. */
    public Person invited(String role) {
        String name = role + COUNT.incrementAndGet();
        Api.Answer answer = owner().post("/api/users", Map.of("name", name, "role", role));
        return new Person(name, nobody().signIn(answer.text("link")));
    }
}
