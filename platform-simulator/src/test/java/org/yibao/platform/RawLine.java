package org.yibao.platform;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;

/** An attacker's end of the line: the JDK's TLS with a terminal's line key, any bytes, and no questions asked. */
final class RawLine implements AutoCloseable {
    private static final char[] PASSPHRASE = "for testing only".toCharArray();
    private static final int WAIT_MILLIS = 30_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    private RawLine(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawLine open(SSLContext context, int port) throws IOException {
        return open(context, port, "TLSv1.3");
    }

    /** @param protocol the only version of TLS that is offered */
    static RawLine open(SSLContext context, int port, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(WAIT_MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return new RawLine(socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** What connections with this terminal's line key have in common; opening its key store takes a while. */
    static SSLContext context(TerminalIdentity identity) {
        byte[] lineKeys = identity.files(PASSPHRASE).contents().get(IdentityFiles.LINE_KEYS);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(new ByteArrayInputStream(lineKeys), PASSPHRASE);
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSPHRASE);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TrustsAnybody()}, null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(Frame frame) throws IOException {
        send(FrameCodec.encode(frame));
    }

    /** The next frame; an end of the connection is an {@link IOException}. */
    Frame next() throws IOException {
        return FrameCodec.decode(in.readNBytes(in.readInt()));
    }

    /** Waits for the platform to end the connection; true when nothing came before. */
    boolean endsInSilence() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
