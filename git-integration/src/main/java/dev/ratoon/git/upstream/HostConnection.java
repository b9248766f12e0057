package dev.ratoon.git.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request that JGit makes. Of what JGit sets we take the headers that are git's; where it goes,
 * with whose login, and what counts as an answer is the host's business.
 */
final class HostConnection implements HttpConnection {
    private static final Set<String> TAKEN =
            Set.of("Accept", "Content-Type", "Content-Encoding", "Git-Protocol", "Accept-Encoding");

    private final Host host;
    private final URL url;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String method = "GET";
    private boolean chunked;
    private @Nullable ByteArrayOutputStream body;
    private @Nullable HttpsCall streaming;
    private @Nullable HttpAnswer answer;

    HostConnection(Host host, URL url) {
        this.host = host;
        this.url = url;
    }

    private HttpAnswer answer() throws IOException {
        HttpAnswer known = answer;
        if (known == null) {
            known = method.equals("GET") ? got() : posted();
            answer = known;
        }
        return known;
    }

    private HttpAnswer got() throws IOException {
        String service = url.getQuery().replaceFirst("^service=", "");
        return host.get(
                "/info/refs?service=" + service,
                headers,
                "application/x-" + service + "-advertisement");
    }

    private HttpAnswer posted() throws IOException {
        HttpsCall call = streaming;
        if (call == null) {
            byte[] all = body == null ? new byte[0] : body.toByteArray();
            var with = new LinkedHashMap<>(headers);
            with.put("Content-Length", Integer.toString(all.length));
            call = host.post();
            try (OutputStream out = call.begin("POST", "/" + service(), host.with(with))) {
                out.write(all);
            }
        }
        return host.checked(call.answer(), "application/x-" + service() + "-result");
    }

    private String service() {
        return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (chunked) {
            HttpsCall call = host.post();
            streaming = call;
            return call.begin("POST", "/" + service(), host.with(headers));
        }
        var all = new ByteArrayOutputStream();
        body = all;
        return all;
    }

    @Override
    public int getResponseCode() throws IOException {
        return answer().status();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new BoundedTalk(answer().body());
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        // Logins are ours: what a host says of them is nothing to JGit.
        return answer == null || name.equalsIgnoreCase("WWW-Authenticate")
                ? null
                : answer.header(name).orElse(null);
    }

    @Override
    public @Nullable String getContentType() {
        return answer == null
                ? null
                : answer.header("Content-Type").map(t -> t.split(";", 2)[0].strip()).orElse(null);
    }

    @Override
    public void setRequestProperty(String key, String value) {
        if (TAKEN.contains(key)) {
            headers.put(key, value);
        }
    }

    @Override
    public void setRequestMethod(String method) {
        this.method = method;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        chunked = true;
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "HTTP " + answer().status();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return Map.of();
    }

    @Override
    public List<String> getHeaderFields(String name) {
        String one = getHeaderField(name);
        return one == null ? List.of() : List.of(one);
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    @Override
    public void connect() throws IOException {
        answer();
    }

    @Override
    public void setUseCaches(boolean use) {}

    @Override
    public void setConnectTimeout(int timeout) {}

    @Override
    public void setReadTimeout(int timeout) {}

    @Override
    public void setInstanceFollowRedirects(boolean follow) {}

    @Override
    public void setDoOutput(boolean output) {}

    @Override
    public void setFixedLengthStreamingMode(int length) {}

    @Override
    public void configure(
            KeyManager @Nullable [] keys,
            TrustManager @Nullable [] trust,
            @Nullable SecureRandom random) {}

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {}
}
