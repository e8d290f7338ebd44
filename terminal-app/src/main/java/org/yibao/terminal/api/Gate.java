package org.yibao.terminal.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.service.Fault;

/**
 * Who may call, judged by the headers before a byte of the body is taken: the token's holder, under the address of
 * the API itself. A page of a foreign site that makes a browser call here carries its Origin, and with a rebound
 * name its Host.
 */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final Set<String> hosts;
    private final Set<String> origins;

    Gate(String token, int port) {
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port);
    }

    /** Empty when the call may come in. */
    Optional<ApiRefusal> refuse(HttpHeaders headers) {
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return Optional.of(ApiRefusal.of(new Fault(FaultCode.ORIGIN_NOT_ALLOWED, "Host")));
        }
        if (!origins.containsAll(headers.getAll(HttpHeaderNames.ORIGIN))) {
            return Optional.of(ApiRefusal.of(new Fault(FaultCode.ORIGIN_NOT_ALLOWED, "Origin")));
        }
        List<String> given = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (given.size() != 1 || !isToken(given.get(0))) {
            return Optional.of(ApiRefusal.of(FaultCode.NOT_AUTHORISED));
        }
        return Optional.empty();
    }

    private boolean isToken(String authorization) {
        return authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, authorization.substring(BEARER.length()).getBytes(StandardCharsets.ISO_8859_1));
    }
}
