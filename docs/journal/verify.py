#!/usr/bin/env python3
"""Verifies an exported journal, version 1; written from journal-export.md alone.

    verify.py --file FILE --authority PEM [--authority PEM ...]

FILE is what `journal export` wrote; each PEM holds certificates of authorities for signing that are
trusted. One line is printed: "sound: ..." with exit code 0, or with exit code 1 "broken: record N: ..."
with the first record that is cut, edited, swapped, inserted or wrongly countersigned, or "refused: ..."
when the file is no export or what stands around its records was changed. Beside Python's standard
library (3.9 or later) it needs the program openssl (3.0 or later).
"""
import argparse, base64, binascii, hashlib, json, re, ssl, struct, subprocess, sys, tempfile
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
USER_ID = "distid:1234567812345678"
SM2_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
LINE_MAX, CERTIFICATES_MAX, CHAIN_MAX = 16 * 1024 * 1024, 512, 4
USE = "Digital Signature, Non Repudiation"
OWN = "2.25.192616607603757453103582789082935961969"
TERMINAL, PLATFORM = OWN + ".1", OWN + ".2"
NUMBER, HASH, SIGNATURE, BASE64 = "(0|[1-9][0-9]{0,17})", "([0-9a-f]{64})", "([0-9a-f]{128})", "([0-9A-Za-z+/]+={0,2})"
WORD = "([!-~]{1,64})"
HEADER = re.compile(f"yibao-journal 1 ([0-9A-Z]{{12}}-[0-9A-Z]) {NUMBER} {NUMBER} {HASH}")
RECORD = re.compile(f"record {NUMBER} ([0-9]{{1,4}}) {WORD} {WORD} (-?[0-9]{{1,18}}) {HASH} {HASH} {HASH} {SIGNATURE} {BASE64}")
COUNTERSIGNATURE = re.compile(f"countersignature {NUMBER} {HASH} {BASE64}")
END = re.compile(f"end {HASH} {SIGNATURE}")


class Refused(Exception):
    """The file proves nothing."""


class Broken(Exception):
    """The record that is wrong, and why."""


# ---- openssl

def openssl(*arguments, data=b""):
    done = subprocess.run(("openssl",) + arguments, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise Refused(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace').strip()[:200]}")
    return done.stdout


class Sm3:
    """Of Python where its openssl has it, else of the program."""

    def __init__(self):
        self.process = None
        try:
            self.inside = hashlib.new("sm3")
        except ValueError:
            self.process = subprocess.Popen(("openssl", "dgst", "-sm3", "-binary"),
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def update(self, data):
        if self.process:
            self.process.stdin.write(data)
        else:
            self.inside.update(data)

    def digest(self):
        return self.process.communicate()[0] if self.process else self.inside.digest()


def sm3(data):
    digest = Sm3()
    digest.update(data)
    return digest.digest()


class Verifier:
    def __init__(self, authorities, folder):
        self.folder = folder
        self.authorities = self.write("authorities.pem", b"".join(authorities))
        self.signers = {}                       # the file of a public key, by the SM3 of its point

    def write(self, name, data):
        with open(f"{self.folder}/{name}", "wb") as out:
            out.write(data)
        return out.name

    def check_signature(self, message, raw, key):
        numbers = [int.from_bytes(half, "big") for half in (raw[:32], raw[32:])]
        if not all(0 < number < SM2_ORDER for number in numbers):
            raise Refused("a signature with a number out of its range")
        parts = [number.to_bytes(number.bit_length() // 8 + 1, "big") for number in numbers]
        body = b"".join(bytes([2, len(part)]) + part for part in parts)
        signature = self.write("signature.der", bytes([0x30, len(body)]) + body)
        openssl("dgst", "-sm3", "-verify", key, "-sigopt", USER_ID, "-signature", signature, data=message)

    def trust(self, chain, purpose, at):
        """The public key (PEM) and the common name of the first, whose chain leads to an authority."""
        pem = [ssl.DER_cert_to_PEM_cert(der).encode() for der in chain]
        text = openssl("x509", "-inform", "DER", "-noout", "-text", "-nameopt", "multiline,utf8,-esc_msb",
                       data=chain[0]).decode(errors="replace")
        if at is None:                          # the beginning of its validity
            line = openssl("x509", "-inform", "DER", "-noout", "-startdate", data=chain[0]).decode()
            at = int(ssl.cert_time_to_seconds(line.strip().partition("=")[2]))
        arguments = ["verify", "-attime", str(at), "-x509_strict", "-vfyopt", USER_ID, "-no-CApath", "-no-CAstore",
                     "-CAfile", self.authorities]
        if pem[1:]:
            arguments += ["-untrusted", self.write("issuers.pem", b"".join(pem[1:]))]
        openssl(*arguments, self.write("holder.pem", pem[0]))

        def find(pattern):
            return "".join(re.findall(pattern, text, re.M)[:1]).strip()
        uses = find(r"X509v3 Key Usage:.*\n(.*)$"), find(r"X509v3 Extended Key Usage:.*\n(.*)$")
        names = re.findall(r"^ +commonName += (.*)$",
                           text.partition("Subject:")[2].partition("Subject Public Key Info:")[0], re.M)
        if uses != (USE, purpose) or len(names) != 1 or find(r"^ +ASN1 OID: (.*)$") != "SM2":
            raise Refused(f"a certificate for another use: {uses}")
        return openssl("x509", "-inform", "DER", "-noout", "-pubkey", data=chain[0]), names[0]

    def believe(self, chain, terminal):
        key, name = self.trust(chain, TERMINAL, None)
        if name != terminal:
            raise Refused(f"a certificate of {name}")
        point = openssl("pkey", "-pubin", "-outform", "DER", data=key)[-65:]
        self.signers[sm3(point).hex()] = self.write(f"signer-{len(self.signers)}.pem", key)

    def signed(self, signer, message, raw):
        if signer not in self.signers:
            raise Refused("signed by a key without a certificate in the file")
        self.check_signature(message, raw, self.signers[signer])

    # ---- records

    def check_record(self, fields, before, last):
        """Returns the hash of the record that follows number and hash `before`."""
        number, previous = before[0] + 1, before[1]
        if number > last:
            raise Broken(number, f"the file has records up to {last} only")
        found, form, kind, settlement, time, signer, linked, stated, signature, sealed = fields
        if int(found) != number:
            raise Broken(number, f"record {found} stands in its place")
        if linked != previous:
            raise Broken(number, "it does not follow the record before it")
        if form not in ("1", "2"):
            raise Broken(number, "it is of an unknown form")
        try:
            content = [struct.pack(">q", number), kind.encode(), settlement.encode(), struct.pack(">q", int(time)),
                       base64.b64decode(sealed, validate=True), signer.encode()]
        except (binascii.Error, struct.error):
            raise Broken(number, "a field that cannot be read") from None
        if form == "1":
            name = b"yibao journal record 1"
            actual = sm3(frame([name] + content + [bytes.fromhex(previous)]))
        else:
            name = b"yibao journal record 2"
            actual = sm3(name + bytes.fromhex(previous) + sm3(frame([b"yibao journal content 2"] + content)))
        if actual.hex() != stated:
            raise Broken(number, "it was changed: its hash is of another content")
        try:
            self.signed(signer, name + actual, bytes.fromhex(signature))
        except Refused as e:
            raise Broken(number, f"this terminal did not sign it: {e}") from None
        return number, stated

    def check_countersignature(self, fields, head):
        """Whether it proves anything: older programs kept it without the platform's certificate."""
        if int(fields[0]) > head[0]:
            raise Broken(head[0] + 1, f"it is missing: the platform countersigned record {fields[0]}")
        try:
            if (int(fields[0]), fields[1]) != head:
                raise Refused("it is about another head")
            evidence = base64.b64decode(fields[2], validate=True)
            message, evidence = cut(evidence)
            certificate_id, signature, evidence = evidence[:32], evidence[32:96], evidence[96:]
            chain = []
            while evidence and len(chain) < CHAIN_MAX:
                certificate, evidence = cut(evidence)
                chain.append(certificate)
            if len(signature) != 64 or evidence:
                raise Refused("no countersignature")
            if not chain:
                return False
            said = json.loads(message)["output"]["headinfo"]
            if (said["jrnl_no"], said["jrnl_hash"]) != head:
                raise Refused("it is about another head")
            if sm3(chain[0]) != certificate_id:
                raise Refused("it names another certificate")
            at = datetime.strptime(said["head_time"][:14], "%Y%m%d%H%M%S").replace(tzinfo=CHINA)
            key, _ = self.trust(chain, PLATFORM, int(at.timestamp()))
            self.check_signature(message, signature, self.write("platform.pem", key))
            return True
        except (Refused, binascii.Error, ValueError, KeyError, TypeError) as e:
            raise Broken(head[0], f"the platform did not countersign it so: {e}") from None

    def verify(self, source):
        seal = Sm3()

        def next_line():
            line = source.readline(LINE_MAX + 1)
            if len(line) > LINE_MAX:
                raise Refused("a line that is too long")
            if not line.endswith(b"\n"):
                return None
            if not line.startswith(b"end "):
                seal.update(line)
            return line[:-1].decode("latin-1")

        header = HEADER.fullmatch(next_line() or "")
        if not header:
            raise Refused("it does not begin as an exported journal of version 1")
        terminal, first, last, base = header[1], int(header[2]), int(header[3]), header[4]
        if first < 1 or last < first - 1 or first == 1 and base != "0" * 64:
            raise Refused("its first line makes no sense")
        head = countersigned = first - 1, base
        line, count, unprovable = next_line(), 0, 0
        while line is not None and line.startswith("certificate "):
            count += 1
            try:
                chain = [base64.b64decode(der, validate=True) for der in line.split(" ")[1:]]
            except binascii.Error:
                raise Refused("a certificate that cannot be read") from None
            if count > CERTIFICATES_MAX or len(chain) > CHAIN_MAX:
                raise Refused("too many certificates")
            self.believe(chain, terminal)
            line = next_line()
        while line is not None:
            record, countersignature = RECORD.fullmatch(line), COUNTERSIGNATURE.fullmatch(line)
            if record:
                head = self.check_record(record.groups(), head, last)
            elif countersignature:
                if self.check_countersignature(countersignature.groups(), head):
                    countersigned = head
                else:
                    unprovable += 1
            else:
                break
            line = next_line()
        if head[0] < last:
            raise Broken(head[0] + 1, "it is missing or its line was spoiled")
        end = END.fullmatch(line or "")
        if not end:
            raise Refused("its last line is missing or spoiled")
        try:
            self.signed(end[1], b"yibao journal export 1" + seal.digest(), bytes.fromhex(end[2]))
        except Refused as e:
            raise Refused(f"it was changed after it was made: {e}") from None
        if source.read(1):
            raise Refused("something follows its last line")
        return (f"terminal {terminal}, records {first} to {last}, head {head[0]}-{head[1][:8]}, "
                f"countersigned {countersigned[0]}, unprovable {unprovable}")


def frame(fields):
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def cut(data):
    """What a length in 4 bytes announces, and the rest."""
    length = int.from_bytes(data[:4], "big")
    if len(data) < 4 + length or len(data) < 4:
        raise Refused("no countersignature")
    return data[4:4 + length], data[4 + length:]


def main():
    parser = argparse.ArgumentParser(description="verifies an exported journal, version 1")
    parser.add_argument("--file", required=True)
    parser.add_argument("--authority", required=True, action="append")
    args = parser.parse_args()
    try:
        authorities = []
        for name in args.authority:
            with open(name, "rb") as pem:
                authorities.append(pem.read() + b"\n")
        with tempfile.TemporaryDirectory(prefix="journal-") as folder, open(args.file, "rb") as source:
            print("sound:", Verifier(authorities, folder).verify(source))
        return 0
    except Broken as e:
        print(f"broken: record {e.args[0]}: {e.args[1]}")
    except (Refused, OSError) as e:
        print("refused:", " ".join(str(e).split()))
    return 1


if __name__ == "__main__":
    sys.exit(main())
