package dev.ratoon.controlplane.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.ApiAddress;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.Me;
import dev.ratoon.git.github.Needs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The connected account, or that there is none; never the token.
 *
 * @param host where people find this GitHub
 * @param newToken the page that makes a token with what is needed
 * @param kind classic or fine-grained
 * @param beyond scopes of the token that Ratoon has no use for
 * @param trouble why GitHub says nothing of the token just now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountView(
        boolean connected,
        String host,
        String newToken,
        @Nullable String login,
        @Nullable String name,
        @Nullable String hint,
        @Nullable Instant connectedAt,
        @Nullable String kind,
        @Nullable Instant expiresAt,
        List<Views.NeedView> needs,
        List<String> beyond,
        Views.@Nullable RateView rate,
        @Nullable String trouble) {
    static AccountView none(ApiAddress api, @Nullable String trouble) {
        return new AccountView(
                false,
                api.webHost(),
                api.newToken(),
                null,
                null,
                null,
                null,
                null,
                null,
                Needs.ofNoToken().stream().map(Views.NeedView::of).toList(),
                List.of(),
                null,
                trouble);
    }

    static AccountView of(
            Connection connection, ApiAddress api, GitHubAccount account, Answered<Me> asked) {
        Me me =
                switch (asked) {
                    case Answered.With<Me>(var value) -> value;
                    case Answered.Not<Me> _ -> null;
                };
        return new AccountView(
                true,
                api.webHost(),
                api.newToken(),
                connection.login(),
                me == null ? null : me.name(),
                connection.hint(),
                connection.connectedAt(),
                me == null ? null : me.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                me == null ? null : me.expiresAt().orElse(null),
                me == null ? List.of() : me.needs().stream().map(Views.NeedView::of).toList(),
                me == null ? List.of() : me.beyond(),
                Views.RateView.of(account.rateLimit()),
                asked instanceof Answered.Not<Me>(var trouble) ? Troubles.words(trouble) : null);
    }
}
