package org.yibao.certs;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * One end of the line: TLS 1.3 only, in the SM suite of RFC 8998 or on P-256, certificates on both sides except where a
 * terminal is enrolled and has none.
 *
 * <p>Peers are judged by {@link TrustAnchors#check} at the instant the given source says, not by the machine's
 * clock behind our back, and by the revocation lists that are at hand then. Sessions are never resumed: every connection shows its certificate again. Safe for
 * use from several threads; each engine belongs to its connection's thread.
 */
public final class LineTls {
    private static final String PROTOCOL = "TLSv1.3";
    // The library logs each refused peer with its trace: whoever drives the engine learns the same and tells it
    // in its own words. Held, for a logger that is collected loses its level.
    private static final Logger LIBRARY = Logger.getLogger("org.bouncycastle.jsse");

    static {
        LIBRARY.setLevel(Level.SEVERE);
    }

    // Never registered with the JVM: the rest of the process keeps the JDK's providers.
    static final Provider CRYPTOGRAPHY = new BouncyCastleProvider();
    static final Provider TLS =
            new BouncyCastleJsseProvider(false, new JcaTlsCryptoProvider().setProvider(CRYPTOGRAPHY));

    private final CertificateUsage usage;
    /** In order, one for each suite. */
    private final List<LineOffer> offers;

    private final boolean clientsShowCertificates;
    private final Supplier<Revocations> revocations;
    private final InstantSource clock;

    private LineTls(
            CertificateUsage usage,
            List<LineOffer> offers,
            boolean clientsShowCertificates,
            Supplier<Revocations> revocations,
            InstantSource clock) {
        this.usage = usage;
        this.offers = offers;
        this.clientsShowCertificates = clientsShowCertificates;
        this.revocations = revocations;
        this.clock = clock;
    }

    private static List<LineOffer> offers(CertificateUsage usage, List<LineKeys> keys, LineSuites suites) {
        keys.forEach(each -> IdentityMaterial.requireUsage(each.leaf(), usage));
        List<LineOffer> offers = suites.suites().stream()
                .flatMap(suite -> keys.stream()
                        .filter(each -> each.curve() == suite.curve())
                        .map(each -> new LineOffer(
                                suite, each.anchors(), Optional.of(new LineCredential(suite, each, CRYPTOGRAPHY)))))
                .toList();
        if (offers.isEmpty()) {
            throw new UnreadableIdentityException("there is no key of the line for " + suites.text(), null);
        }
        return offers;
    }

    /** The terminal's end; the keys, one on each curve at most, have {@code LINE_CLIENT} certificates. */
    static LineTls client(
            List<LineKeys> keys, LineSuites suites, Supplier<Revocations> revocations, InstantSource clock) {
        CertificateUsage usage = CertificateUsage.LINE_CLIENT;
        return new LineTls(usage, offers(usage, keys, suites), true, revocations, clock);
    }

    /** The platform's end; the keys, one on each curve at most, have {@code LINE_SERVER} certificates. */
    static LineTls server(
            List<LineKeys> keys, LineSuites suites, Supplier<Revocations> revocations, InstantSource clock) {
        CertificateUsage usage = CertificateUsage.LINE_SERVER;
        return new LineTls(usage, offers(usage, keys, suites), true, revocations, clock);
    }

    /** The platform's end where terminals are enrolled: clients have no certificate yet, and none is asked for. */
    static LineTls enrollingServer(List<LineKeys> keys, LineSuites suites, InstantSource clock) {
        CertificateUsage usage = CertificateUsage.LINE_SERVER;
        return new LineTls(usage, offers(usage, keys, suites), false, () -> Revocations.NONE, clock);
    }

    /**
     * The end of a terminal that is to be enrolled: it shows nothing, and judges the platform as every terminal does.
     * It offers the suites of which an authority is given, SM first.
     *
     * @param authorities the platform's authorities of the line, of either suite or both
     * @throws MalformedException when there are none, or more than a suite can have
     */
    public static LineTls enrollingClient(List<TrustAnchors> authorities, InstantSource clock) {
        List<Certificate> given = authorities.stream()
                .flatMap(each -> each.authorities().stream())
                .toList();
        List<LineOffer> offers = new ArrayList<>();
        for (LineSuite suite : LineSuites.SM_PREFERRED.suites()) {
            List<Certificate> fitting = given.stream()
                    .filter(each -> Curve.of(each.publicKey()) == suite.curve())
                    .toList();
            if (!fitting.isEmpty()) {
                offers.add(new LineOffer(suite, new TrustAnchors(fitting), Optional.empty()));
            }
        }
        if (offers.isEmpty()) {
            throw new MalformedException("no authority of the line is given");
        }
        return new LineTls(CertificateUsage.LINE_CLIENT, offers, false, () -> Revocations.NONE, clock);
    }

    /**
     * An engine for one connection to {@code host}; the server's certificate must answer for that host.
     *
     * @throws IllegalStateException on the platform's end
     */
    public LineEngine clientEngine(HostName host, int port) {
        if (usage != CertificateUsage.LINE_CLIENT) {
            throw new IllegalStateException("the platform's end of the line does not connect");
        }
        LineTrustManager trust = LineTrustManager.ofServer(offers, revocations, clock, host);
        SSLEngine engine = context(trust).createSSLEngine(host.text(), port);
        engine.setUseClientMode(true);
        return configured(engine, trust);
    }

    /**
     * An engine for one accepted connection; except for enrolment, the client must show a {@code LINE_CLIENT}
     * certificate.
     *
     * @throws IllegalStateException on the terminal's end
     */
    public LineEngine serverEngine() {
        if (usage != CertificateUsage.LINE_SERVER) {
            throw new IllegalStateException("the terminal's end of the line accepts no connection");
        }
        LineTrustManager trust = LineTrustManager.ofClient(offers, revocations, clock);
        SSLEngine engine = context(trust).createSSLEngine();
        engine.setUseClientMode(false);
        return configured(engine, trust);
    }

    /** The certificate fault behind a failed handshake on our side; empty when it failed for another reason. */
    public static Optional<CertificateRefusedException> refusal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private LineEngine configured(SSLEngine engine, LineTrustManager trust) {
        BCSSLParameters parameters =
                new BCSSLParameters(offered(suite -> suite.ciphers().stream()), new String[] {PROTOCOL});
        parameters.setNamedGroups(offered(suite -> Stream.of(suite.group())));
        parameters.setEarlyKeyShares(parameters.getNamedGroups());
        parameters.setSignatureSchemes(offered(suite -> Stream.of(suite.signatureScheme())));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setUseNamedGroupsOrder(true);
        parameters.setNeedClientAuth(clientsShowCertificates && !engine.getUseClientMode());
        ((BCSSLEngine) engine).setParameters(parameters);
        return new LineEngine(engine, trust);
    }

    private String[] offered(Function<LineSuite, Stream<String>> part) {
        return offers.stream().map(LineOffer::suite).flatMap(part).toArray(String[]::new);
    }

    /** A context of its own for each connection keeps no session that a later one could resume. */
    private SSLContext context(LineTrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL, TLS);
            List<LineCredential> shown = offers.stream()
                    .flatMap(offer -> offer.credential().stream())
                    .toList();
            context.init(new KeyManager[] {new LineKeyManager(shown)}, new TrustManager[] {trust}, Randomness.source());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the provider has TLS 1.3", impossible);
        }
    }
}
