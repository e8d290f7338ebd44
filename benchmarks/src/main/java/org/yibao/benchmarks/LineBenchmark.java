package org.yibao.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.yibao.certs.Authorities;
import org.yibao.certs.HostName;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.LineSuites;
import org.yibao.certs.LineTls;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;

/**
 * The TLS of the line, both ends on one thread without sockets: a full handshake with certificates on both
 * sides, and 1 KiB there and back. The peer is the JDK's own TLS with the same P-256 keys and certificates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 2, time = 5)
@Fork(1)
public class LineBenchmark {
    private static final char[] PASSPHRASE = "for measuring".toCharArray();
    private static final HostName HOST = HostName.parse("127.0.0.1");
    private static final int PORT = 7443;
    private static final byte[] MESSAGE = new byte[1024];

    /** Whose TLS, in which suite. */
    public enum Tls {
        SM("TLS_SM4_GCM_SM3"),
        INTERNATIONAL("TLS_AES_128_GCM_SHA256"),
        JDK("TLS_AES_128_GCM_SHA256");

        private final String suite;

        Tls(String suite) {
            this.suite = suite;
        }
    }

    private interface Engine {
        SSLEngine make();
    }

    @Param
    public Tls tls = Tls.SM;

    private Engine client = () -> {
        throw new IllegalStateException("not set up");
    };
    private Engine server = client;
    private @Nullable EnginePair open;

    @Setup
    public void connect() throws GeneralSecurityException, IOException {
        Instant now = Instant.now();
        Validity validity = Validity.starting(now.minus(Duration.ofDays(1)), Duration.ofDays(365));
        Authorities authorities = Authorities.create("for measuring", validity);
        TerminalName name = TerminalName.parse("P37010200001-A");
        TerminalEnrolment enrolment = TerminalEnrolment.begin(name.institutionCode());
        TerminalIdentity terminal = enrolment.complete(authorities.enrol(enrolment.request(), name, validity), now);
        PlatformIdentity platform = authorities.issuePlatform("platform", Set.of(HOST), validity);
        if (tls == Tls.JDK) {
            SSLContext terminals = jdk(terminal.files(PASSPHRASE));
            SSLContext platforms = jdk(platform.files(PASSPHRASE));
            client = () -> engine(terminals, true);
            server = () -> engine(platforms, false);
        } else {
            LineSuites suites = tls == Tls.SM ? LineSuites.SM_ONLY : LineSuites.INTERNATIONAL;
            LineTls terminals = terminal.line(suites, InstantSource.system());
            LineTls platforms = platform.line(suites, InstantSource.system());
            client = () -> terminals.clientEngine(HOST, PORT).sslEngine();
            server = () -> platforms.serverEngine().sslEngine();
        }
        EnginePair made = handshake();
        if (!made.suite().equals(tls.suite) || !Arrays.equals(MESSAGE, made.echo(MESSAGE))) {
            throw new IllegalStateException("another suite, or another message: " + made.suite());
        }
        open = made;
    }

    private static SSLContext jdk(IdentityFiles files) throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(new ByteArrayInputStream(files.contents().get(IdentityFiles.LINE_KEYS)), PASSPHRASE);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSPHRASE);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSPHRASE);
        trusted.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(files.contents().get(IdentityFiles.LINE_ANCHORS))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        // No address is given to its engines, so that nothing is there to resume a session by.
        return context;
    }

    private static SSLEngine engine(SSLContext context, boolean terminal) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(terminal);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(new String[] {Tls.JDK.suite});
        parameters.setNeedClientAuth(!terminal);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Benchmark
    public EnginePair handshake() throws SSLException {
        return new EnginePair(client.make(), server.make());
    }

    @Benchmark
    public byte[] echo() throws SSLException {
        return Objects.requireNonNull(open).echo(MESSAGE);
    }
}
