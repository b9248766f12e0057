package dev.ratoon.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Repositories of hosts, passed through byte by byte; no credentials are sent. */
final class HttpsRepositories {
    private static final String REFS = "/info/refs?service=git-upload-pack";
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_MOVED = 1000;

    private final Dialer dialer;

    /** Where a host sent us for the refs of an address, so that the pack is fetched there too. */
    private final Map<URI, URI> moved =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<URI, URI> eldest) {
                            return size() > MOST_MOVED;
                        }
                    });

    HttpsRepositories(Dialer dialer) {
        this.dialer = dialer;
    }

    void read(URI address, Conversation talk) throws GitTrouble, IOException {
        if (talk.asked() == Asked.REFS) {
            refs(address, talk);
        } else {
            pack(address, talk);
        }
    }

    private void refs(URI address, Conversation talk) throws GitTrouble, IOException {
        URI at = address;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            try (HttpsCall call = HttpsCall.to(at, dialer, talk)) {
                HttpAnswer answer = call.get(REFS);
                if (!Moved.is(answer)) {
                    if (!at.equals(address)) {
                        moved.put(address, at);
                    }
                    passOn(answer, at, talk);
                    return;
                }
                at = Moved.to(answer, at, REFS);
            }
        }
        throw new GitTrouble(address.getHost() + " sends us round in circles.");
    }

    private void pack(URI address, Conversation talk) throws GitTrouble, IOException {
        URI at = moved.getOrDefault(address, address);
        try (HttpsCall call = HttpsCall.to(at, dialer, talk)) {
            passOn(call.post("/git-upload-pack"), at, talk);
        }
    }

    private static void passOn(HttpAnswer answer, URI at, Conversation talk)
            throws GitTrouble, IOException {
        if (!answer.is(talk.contentType())) {
            throw new GitTrouble(words(answer.status(), at));
        }
        Optional<String> encoding =
                answer.header("Content-Encoding").filter(value -> value.matches("[a-z]{1,10}"));
        try (OutputStream out = talk.begin(encoding);
                InputStream in = answer.body()) {
            byte[] some = new byte[32 << 10];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
                out.flush();
            }
        }
    }

    private static String words(int status, URI at) {
        return switch (status) {
            case 200 ->
                    at + " does not speak git's smart HTTP: check the address of the repository.";
            case 401, 403 ->
                    "%s does not show %s without a login (HTTP %d): it is private, or not there. Ratoon reads public repositories only, for now."
                            .formatted(at.getHost(), at, status);
            case 404, 410 ->
                    "There is no repository at %s (HTTP %d): check its address."
                            .formatted(at, status);
            default ->
                    "%s answered HTTP %d for %s: try again later."
                            .formatted(at.getHost(), status, at);
        };
    }
}
