#!/usr/bin/env python3
"""A terminal in one file that uses nothing but what docs/protocol.md says.

Signs in, asks for a person, settles a sale at a pharmacy, sends the same bytes again, reverses a sale that never
arrived, sends that sale late, and signs out. Needs Python 3.9 or newer and the openssl program (3.0 or newer) for SM2
and SM3. Exit code 0: the platform did all of it as the page says.
"""

import argparse
import json
import re
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

HELLO, WELCOME, REQUEST, ANSWER, PING, PONG, CLOSE = range(1, 8)
CLOSE_NAMES = (
    "NORMAL VERSION_UNSUPPORTED FRAME_TOO_LONG FRAME_MALFORMED FRAME_UNEXPECTED WINDOW_EXCEEDED SIGNER_UNTRUSTED "
    "SIGNATURE_BROKEN NAME_MISMATCH ANSWER_MISMATCH MESSAGE_MALFORMED SILENCE UNAVAILABLE"
).split()
VERSION = 1
FRAME_LIMIT = 1 << 20
SM2_USER = "distid:1234567812345678"
PLATFORM_SIGNING = "2.25.192616607603757453103582789082935961969.2"
CHINA = timezone(timedelta(hours=8))


class ProtocolError(Exception):
    """The other side did not keep to the page, or refused."""


def require(holds, what):
    if not holds:
        raise ProtocolError(what)


# --- Cryptography: openssl does SM2 and SM3 ---


def openssl(*arguments, stdin=b""):
    done = subprocess.run(["openssl", *map(str, arguments)], input=stdin, capture_output=True, check=False)
    require(done.returncode == 0, f"openssl {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def sm3(message):
    return openssl("dgst", "-sm3", "-binary", stdin=message)


def raw_signature(der):
    """r and s as 32 bytes each, from SEQUENCE { INTEGER r, INTEGER s }."""
    numbers, at = [], 2
    for _ in range(2):
        length = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2 : at + 2 + length], "big"))
        at += 2 + length
    return b"".join(number.to_bytes(32, "big") for number in numbers)


def der_signature(raw):
    def integer(number):
        content = number.to_bytes(number.bit_length() // 8 + 1, "big")  # its first bit is 0: not negative
        return bytes([2, len(content)]) + content

    both = b"".join(integer(int.from_bytes(half, "big")) for half in (raw[:32], raw[32:]))
    return bytes([0x30, len(both)]) + both


def certificates(pem):
    """DER of each certificate in a PEM text."""
    found = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", pem, re.DOTALL)
    return [ssl.PEM_cert_to_DER_cert(one) for one in found]


class Signer:
    """This terminal's signing key and certificates, in one PEM file."""

    def __init__(self, pem_file):
        self.key = pem_file
        self.chain = certificates(pem_file.read_text())
        self.certificate_id = sm3(self.chain[0])

    def sign(self, text):
        signature = raw_signature(openssl("dgst", "-sm3", "-sign", self.key, "-sigopt", SM2_USER, stdin=text))
        return struct.pack(">I", len(text)) + text + self.certificate_id + signature


class Verifier:
    """The platform's signing certificate, good for signing as a platform under the trusted authorities."""

    def __init__(self, chain, anchors, folder):
        self.folder = folder
        self.certificate_id = sm3(chain[0])
        leaf, others = folder / "platform.pem", folder / "platform-chain.pem"
        leaf.write_text(ssl.DER_cert_to_PEM_cert(chain[0]))
        others.write_text("".join(map(ssl.DER_cert_to_PEM_cert, chain)))
        openssl("verify", "-x509_strict", "-vfyopt", SM2_USER, "-CAfile", anchors, "-untrusted", others, leaf)
        usage = openssl("x509", "-in", leaf, "-noout", "-ext", "extendedKeyUsage").decode().split()
        require(usage[-1] == PLATFORM_SIGNING, "SIGNER_UNTRUSTED: not a platform's signing certificate")
        self.key = folder / "platform-key.pem"
        self.key.write_bytes(openssl("x509", "-in", leaf, "-noout", "-pubkey"))

    def verified(self, payload):
        """The JSON's bytes, once the signature over exactly them is good."""
        (length,) = struct.unpack_from(">I", payload)
        require(len(payload) == 4 + length + 32 + 64, "FRAME_MALFORMED: the JSON's length")
        text, certificate_id, signature = payload[4 : 4 + length], payload[-96:-64], payload[-64:]
        require(certificate_id == self.certificate_id, "SIGNATURE_BROKEN: another certificate")
        file = self.folder / "signature"
        file.write_bytes(der_signature(signature))
        openssl("dgst", "-sm3", "-verify", self.key, "-sigopt", SM2_USER, "-signature", file, stdin=text)
        return text


# --- Frames ---


class Line:
    """One TLS connection that carries frames."""

    def __init__(self, host, port, line_pem, anchors):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(anchors)
        context.load_cert_chain(line_pem)
        plain = socket.create_connection((host, port), timeout=10)
        self.socket = context.wrap_socket(plain, server_hostname=host)

    def send(self, kind, correlation=0, payload=b""):
        body = struct.pack(">BBHQ", VERSION, kind, 0, correlation) + payload
        self.socket.sendall(struct.pack(">I", len(body)) + body)

    def receive(self):
        """The next frame that is neither PING nor CLOSE: kind, correlation number, payload."""
        while True:
            (length,) = struct.unpack(">I", self.exactly(4))
            require(12 <= length <= FRAME_LIMIT, "the frame's length")
            body = self.exactly(length)
            version, kind, reserved, correlation = struct.unpack_from(">BBHQ", body)
            require(version == VERSION and reserved == 0, "the frame's header")
            if kind == PING:
                self.send(PONG, correlation)
            elif kind == CLOSE:
                code, text_length = struct.unpack_from(">HH", body, 12)
                name = CLOSE_NAMES[code] if code < len(CLOSE_NAMES) else code
                raise ProtocolError(f"CLOSE {name}: {body[16 : 16 + text_length].decode()}")
            else:
                return kind, correlation, body[12:]

    def exactly(self, count):
        read = b""
        while len(read) < count:
            piece = self.socket.recv(count - len(read))
            require(piece, "the connection ended without CLOSE")
            read += piece
        return read

    def close(self):
        self.send(CLOSE, 0, struct.pack(">HH", 0, 0))
        self.socket.close()


def terms(window, chain):
    shown = b"".join(struct.pack(">I", len(one)) + one for one in chain)
    return struct.pack(">BBIHIB", 1, VERSION, 0, window, FRAME_LIMIT, len(chain)) + shown


def read_terms(payload):
    """Version chosen, window, frame limit, certificate chain."""
    count, version, _, window, frame_limit, certificate_count = struct.unpack_from(">BBIHIB", payload)
    require(count == 1 and version == VERSION, "VERSION_UNSUPPORTED")
    chain, at = [], 13
    for _ in range(certificate_count):
        (length,) = struct.unpack_from(">I", payload, at)
        chain.append(payload[at + 4 : at + 4 + length])
        at += 4 + length
    require(at == len(payload) and chain, "FRAME_MALFORMED: terms")
    return window, frame_limit, chain


# --- Messages ---


def encode(value):
    """JSON without white space, decimals as they are and never with an exponent."""
    if isinstance(value, dict):
        return "{" + ",".join(encode(name) + ":" + encode(each) for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(encode, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


class Session:
    """Signed requests and their answers, one after the other."""

    def __init__(self, line, signer, platform, options, name, frame_limit):
        self.line, self.signer, self.platform = line, signer, platform
        self.options, self.frame_limit = options, frame_limit
        self.institution, self.letter = name.split("-")
        self.correlation = self.counter = 0
        self.sign_no = ""

    def next_id(self):
        self.counter += 1
        return f"{self.institution}{datetime.now(CHINA):%Y%m%d%H%M%S}{self.letter}{self.counter:03}"

    def message(self, infno, node, msgid, sign_no=""):
        """The payload of a REQUEST, ready to be sent as often as it takes."""
        envelope = {
            "infno": infno,
            "msgid": msgid,
            "mdtrtarea_admvs": self.options.division,
            "insuplc_admdvs": "",
            "recer_sys_code": "YBXT",
            "dev_no": "till-1",
            "dev_safe_info": "",
            "cainfo": "",
            "signtype": "SM2",
            "infver": "V1.0",
            "opter_type": "1",
            "opter": "C01",
            "opter_name": "收银员",
            "inf_time": local_time(),
            "fixmedins_code": self.institution,
            "fixmedins_name": self.options.name,
            "sign_no": sign_no,
            "input": node,
        }
        return self.signer.sign(encode(envelope).encode())

    def deliver(self, payload, msgid):
        """The answer, and the signed payload it came in."""
        require(12 + len(payload) <= self.frame_limit, "longer than the platform reads")
        self.correlation += 1
        self.line.send(REQUEST, self.correlation, payload)
        kind, correlation, answer = self.line.receive()
        require((kind, correlation) == (ANSWER, self.correlation), "FRAME_UNEXPECTED: no answer to this request")
        read = json.loads(self.platform.verified(answer), parse_float=Decimal)
        require(read["msgid"] == msgid, "ANSWER_MISMATCH: the answer is to another message")
        return read, answer

    def ask(self, infno, node, sign_no=""):
        msgid = self.next_id()
        answer, _ = self.deliver(self.message(infno, node, msgid, sign_no), msgid)
        return done(answer)


def done(answer):
    require(answer["infcode"] == 0, f"refused: {answer['err_code']} {answer['err_msg']}")
    return answer["output"]


def local_time():
    return f"{datetime.now(CHINA):%Y-%m-%d %H:%M:%S}"


AMOUNTS = (
    "medfee_sumamt fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_scp_amt act_pay_dedc hifp_pay cvlserv_pay "
    "hifes_pay hifmi_pay hifob_pay maf_pay oth_pay fund_pay_sumamt psn_part_amt acct_pay acct_mulaid_pay psn_cash_pay "
    "balc"
).split()


def sale(person, certno, item, price, msgid):
    """Input of 2102: one box, prescribed nowhere. Its own split has the person pay all: the platform's counts."""
    now, nothing = local_time(), Decimal("0.00")
    payer = next(row for row in person["insuinfo"] if row["psn_insu_stas"] == "1")
    paid_in_cash = ("medfee_sumamt", "fulamt_ownpay_amt", "psn_part_amt", "psn_cash_pay")
    return {
        "druginfo": {
            "psn_no": person["baseinfo"]["psn_no"],
            "mdtrt_cert_type": "02",
            "mdtrt_cert_no": certno,
            "begntime": now,
            "medfee_sumamt": price,
            "invono": msgid,
            "insutype": payer["insutype"],
            "dise_codg": "",
            "dise_name": "",
            "acct_used_flag": "0",
            "med_type": "41",
            "mdtrt_id": "V" + msgid,
        },
        "drugdetail": [
            {
                "feedetl_sn": "1",
                "rx_circ_flag": "0",
                "fee_ocur_time": now,
                "med_list_codg": item,
                "det_item_fee_sumamt": price,
                "cnt": 1,
                "pric": price,
                "list_type": "101",
                "chrgitm_lv": "01",
                "procured_flag": "0",
                "equipment_flag": "0",
                "wellness_flag": "0",
            }
        ],
        "setlinfo": {name: price if name in paid_in_cash else nothing for name in AMOUNTS},
        "trminfo": {
            "offline_flag": "0",
            "made_time": now,
            "place": "LOCAL",
            "plc_reg_flag": "0",
            "balc": payer["balc"],
            "mulaidinfo": [],
            "year": person["expinfo"]["year"],
            "cuminfo": person["cuminfo"],
            "policies": [],
        },
    }


def require_identities(split, lines):
    """The identities at the end of section 6."""
    funds = ("hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay")
    outside = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
    accounts = ("acct_pay", "acct_mulaid_pay", "psn_cash_pay")
    total = {name: sum(split[each] for each in names) for name, names in (("f", funds), ("o", outside), ("a", accounts))}
    require(split["medfee_sumamt"] == total["o"] + split["inscp_scp_amt"], "the bill is not the sum of its parts")
    require(split["medfee_sumamt"] == split["fund_pay_sumamt"] + split["psn_part_amt"], "funds and person pay not all")
    require(split["fund_pay_sumamt"] == total["f"], "the funds are not their sum")
    require(split["psn_part_amt"] == total["a"], "the person's part is not its sum")
    require(split["inscp_scp_amt"] == sum(line["inscp_scp_amt"] for line in lines), "the lines are not the bill")


# --- What it does ---


def session(line, signer, anchors, folder, options, name):
    line.send(HELLO, 0, terms(4, signer.chain))
    kind, _, payload = line.receive()
    require(kind == WELCOME, "FRAME_UNEXPECTED: no WELCOME")
    window, frame_limit, chain = read_terms(payload)
    print(f"welcomed: window {window}, frames up to {frame_limit} bytes, {len(chain)} certificates")
    return Session(line, signer, Verifier(chain, anchors, folder), options, name, frame_limit)


def sign_in(terminal):
    head = {"jrnl_no": 0, "jrnl_hash": "0" * 64}
    # A journal that is empty, proved from its beginning: this terminal keeps none.
    proof = {**head, "jrnl_end": 0, "base_no": 0, "base_hash": "0" * 64, "links": "", "mesginfo": []}
    answer = terminal.ask("9001", {"signIn": {"opter_no": "C01", "mac": "", "ip": ""}, "headinfo": proof})
    echo = {name: answer["headinfo"][name] for name in head}
    require(echo == head, "ANSWER_MISMATCH: another journal head")
    terminal.sign_no = answer["signinoutb"]["sign_no"]
    print(f"signed in: {terminal.sign_no}")


def person(terminal, certno):
    data = {
        "mdtrt_cert_type": "02",
        "mdtrt_cert_no": certno,
        "card_sn": "",
        "begntime": local_time(),
        "psn_cert_type": "01",
        "certno": certno,
        "psn_name": "",
        "ecQrCode": "",
    }
    found = terminal.ask("1101", {"data": data}, terminal.sign_no)
    print(f"person found: insured {found['insuinfo'][0]['insutype']}, year {found['expinfo']['year']}")
    return found


def settle(terminal, insured, options):
    msgid = terminal.next_id()
    payload = terminal.message("2102", sale(insured, options.certno, options.item, options.price, msgid), msgid)
    first, signed = terminal.deliver(payload, msgid)
    output = done(first)
    split = output["setlinfo"]
    require(split["medins_setl_id"] == msgid, "the settlement is of another message")
    require_identities(split, output["detlcutinfo"])
    print(f"settled: {split['setl_id']}, funds {split['fund_pay_sumamt']}, person {split['psn_part_amt']}")
    _, again = terminal.deliver(payload, msgid)
    require(again == signed, "a repeat got another answer")
    print("repeated: the same answer")


def reverse(terminal, insured, options):
    lost = terminal.next_id()
    target = {"psn_no": insured["baseinfo"]["psn_no"], "omsgid": lost, "oinfno": "2102"}
    held = terminal.ask("2601", {"data": target})["revsinfo"]["held"]
    require(held is False, "the platform held a settlement that was never sent")
    print("reversed: not held, barred from now on")
    late = terminal.message("2102", sale(insured, options.certno, options.item, options.price, lost), lost)
    answer, _ = terminal.deliver(late, lost)
    require(answer["infcode"] == -1 and answer["err_code"], "a reversed settlement was booked when it came late")
    print(f"sent late: refused, {answer['err_code']}")


def sign_out(terminal):
    node = {"signOut": {"sign_no": terminal.sign_no, "opter_no": "C01"}}
    terminal.ask("9002", node, terminal.sign_no)
    print("signed out")


def unlocked(options, store, folder):
    """A key store's key and certificates in clear, in a folder that is private and goes away."""
    pem = folder / (store + ".pem")
    passphrase = f"file:{options.passphrase_file}"
    source = options.identity / (store + ".p12")
    openssl("pkcs12", "-in", source, "-passin", passphrase, "-nodes", "-out", pem)
    return pem


def common_name(pem):
    subject = openssl("x509", "-in", pem, "-noout", "-subject", "-nameopt", "multiline").decode()
    return re.search(r"commonName\s*= (\S+)", subject).group(1)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--identity", type=Path, required=True, help="folder that `terminal certs install` filled")
    parser.add_argument("--passphrase-file", type=Path, required=True)
    parser.add_argument("--name", required=True, help="fixmedins_name")
    parser.add_argument("--division", required=True, help="mdtrtarea_admvs")
    parser.add_argument("--certno", required=True, help="identity number of the insured")
    parser.add_argument("--item", required=True, help="med_list_codg of what is sold")
    parser.add_argument("--price", type=Decimal, default=Decimal("25.80"), help="yuan, two decimals")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private)
        line_pem = unlocked(options, "line", folder)
        signer = Signer(unlocked(options, "signing", folder))
        line = Line(options.host, options.port, line_pem, options.identity / "line-anchors.pem")
        print(f"connected: {line.socket.version()} {line.socket.cipher()[0]}")
        anchors = options.identity / "signing-anchors.pem"
        terminal = session(line, signer, anchors, folder, options, common_name(line_pem))
        sign_in(terminal)
        insured = person(terminal, options.certno)
        settle(terminal, insured, options)
        reverse(terminal, insured, options)
        sign_out(terminal)
        line.close()


if __name__ == "__main__":
    try:
        main()
    except (ProtocolError, OSError, LookupError, ValueError, struct.error) as failed:
        sys.exit(f"failed: {failed}")
