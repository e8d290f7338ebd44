package org.yibao.link.server;

import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustedCertificate;

/**
 * Who is at the other end: line and signing certificate name the same terminal.
 *
 * @param line certificate of the TLS connection
 * @param signing certificate under which it signs its messages
 */
public record ConnectedTerminal(TerminalName name, TrustedCertificate line, TrustedCertificate signing) {}
