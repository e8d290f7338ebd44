#!/usr/bin/env python3
"""A terminal of the line, version 1, written from protocol.md alone.

    client.py --port N --identity DIR --passphrase-file FILE --name FIXMEDINS_NAME
              --division ADMDVS --certno NUMBER --item CODE [--host 127.0.0.1] [--price 25.80]

It signs in at a platform, finds an insured person, settles a sale of one item, gets the same answer
again for the same bytes, reverses a sale that was never sent, sends that sale late (it is refused)
and signs out. Each step prints one line. The exit code is 0 if all went so; otherwise one line that
begins with "failed: " stands on standard error, and the exit code is 1.

DIR holds the key stores line.p12 and signing.p12, which the first line of FILE opens, and the trusted
authorities line-anchors.pem and signing-anchors.pem. Beside Python's standard library (3.9 or later)
it needs the program openssl (3.0 or later), which computes SM2 and SM3 and judges chains; the private
keys are unlocked into a folder of this user alone that is removed at the end. It speaks the
international suite, sends one request at a time, and keeps no journal: it proves an empty one.
"""
import argparse, json, os, re, signal, socket, ssl, struct, subprocess, sys, tempfile, time
from datetime import datetime, timedelta, timezone
from decimal import Decimal

VERSION, WINDOW, FRAME_LIMIT = 1, 4, 1_048_576
HELLO, WELCOME, REQUEST, ANSWER, PING, PONG, CLOSE = range(1, 8)
CLOSE_NAMES = ("NORMAL VERSION_UNSUPPORTED FRAME_TOO_LONG FRAME_MALFORMED FRAME_UNEXPECTED WINDOW_EXCEEDED "
               "SIGNER_UNTRUSTED SIGNATURE_BROKEN NAME_MISMATCH ANSWER_MISMATCH MESSAGE_MALFORMED SILENCE "
               "UNAVAILABLE FLOOD").split()
PATIENCE = 10                                   # seconds for TCP and TLS, for WELCOME, for each answer
CHINA = timezone(timedelta(hours=8))
USER_ID = "distid:1234567812345678"
SM2_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
# (curve, signature algorithm) and (key usage, extended key usage), in the words of `openssl x509 -text`
P256, SM2 = ("prime256v1", "ecdsa-with-SHA256"), ("SM2", "SM2-with-SM3")
PLATFORM_LINE = ("Digital Signature", "TLS Web Server Authentication")
PLATFORM_SIGNATURE = ("Digital Signature, Non Repudiation", "2.25.192616607603757453103582789082935961969.2")

EMPTY_JOURNAL = {"jrnl_no": 0, "jrnl_hash": "0" * 64, "jrnl_end": 0, "base_no": 0, "base_hash": "0" * 64,
                 "links": "", "mesginfo": []}
AMOUNTS = ("medfee_sumamt fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_scp_amt act_pay_dedc hifp_pay "
           "cvlserv_pay hifes_pay hifmi_pay hifob_pay maf_pay oth_pay fund_pay_sumamt psn_part_amt acct_pay "
           "acct_mulaid_pay psn_cash_pay balc")
IDENTITIES = [line.split() for line in (        # the first is the sum of the others
    "medfee_sumamt fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_scp_amt",
    "medfee_sumamt fund_pay_sumamt psn_part_amt",
    "fund_pay_sumamt hifp_pay cvlserv_pay hifes_pay hifmi_pay hifob_pay maf_pay oth_pay",
    "psn_part_amt acct_pay acct_mulaid_pay psn_cash_pay")]


class Failed(Exception):
    """The run is over. `code` is what a CLOSE tells the platform; None: nothing more is sent."""

    def __init__(self, text, code="NORMAL"):
        super().__init__(text)
        self.code = code


# ---- frames (section 2)

def write_frame(kind, number=0, payload=b""):
    return struct.pack(">IBBHQ", 12 + len(payload), VERSION, kind, 0, number) + payload


def judge_length(length):
    if not 12 <= length <= FRAME_LIMIT:
        raise Failed(f"a frame of {length} bytes", "FRAME_MALFORMED" if length < 12 else "FRAME_TOO_LONG")
    return length


def read_body(body):
    """Kind, correlation number and payload of a frame without its length."""
    version, kind, reserved, number = struct.unpack(">BBHQ", body[:12])
    if version != VERSION:
        raise Failed(f"a frame of version {version}", "VERSION_UNSUPPORTED")
    numbered = kind in (REQUEST, ANSWER, PING, PONG)
    if (not HELLO <= kind <= CLOSE or reserved or numbered != (number > 0) or number >> 63
            or kind in (PING, PONG) and len(body) > 12):
        raise Failed(f"a malformed frame of kind {kind}", "FRAME_MALFORMED")
    return kind, number, body[12:]


class Payload:
    """Takes a payload apart; refuses one that is cut or has bytes left."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        if count > len(self.data):
            raise Failed("a payload that is cut", "FRAME_MALFORMED")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, size, low=0, high=1 << 32):
        value = int.from_bytes(self.take(size), "big")
        if not low <= value <= high:
            raise Failed("a number out of its range in a payload", "FRAME_MALFORMED")
        return value

    def end(self):
        if self.data:
            raise Failed("a payload that is too long", "FRAME_MALFORMED")


def write_terms(certificates):
    return struct.pack(">BBIHIB", 1, VERSION, 0, WINDOW, FRAME_LIMIT, len(certificates)) + b"".join(
        struct.pack(">I", len(der)) + der for der in certificates)


def read_terms(data):
    """Versions, capabilities, window, frame limit, certificates."""
    payload = Payload(data)
    versions = [payload.number(1, 1) for _ in range(payload.number(1, 1, 8))]
    capabilities, window, limit = payload.number(4), payload.number(2, 1, 1024), payload.number(4, 4096, FRAME_LIMIT)
    certificates = [payload.take(payload.number(4, 1, 8192)) for _ in range(payload.number(1, 1, 4))]
    payload.end()
    return versions, capabilities, window, limit, certificates


def write_signed(message, certificate_id, signature):
    return struct.pack(">I", len(message)) + message + certificate_id + signature


def read_signed(data):
    payload = Payload(data)
    parts = payload.take(payload.number(4)), payload.take(32), payload.take(64)
    payload.end()
    return parts


def write_close(code, text=""):
    return struct.pack(">HH", code, len(text.encode())) + text.encode()


def read_close(data):
    payload = Payload(data)
    code, text = payload.number(2), payload.take(payload.number(2, 0, 200))
    payload.end()
    try:
        return code, text.decode()
    except UnicodeDecodeError:
        raise Failed("a CLOSE whose text is not UTF-8", "FRAME_MALFORMED") from None


# ---- JSON with exact decimals (section 4)

def write_json(value):
    if isinstance(value, dict):
        return "{" + ",".join(f"{write_json(key)}:{write_json(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_json, value)) + "]"
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def read_json(data):
    """The object in these bytes, its numbers int and Decimal."""
    def once(pairs):
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key twice")
        return dict(pairs)

    def number(text):
        if not re.fullmatch(r"-?\d+(\.\d{1,6})?", text) or len(re.sub(r"\D", "", text)) > 22:
            raise ValueError(f"the number {text}")
        return Decimal(text) if "." in text else int(text)

    def judge(value, depth=0):
        parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
        if depth > 15 and parts is not None or isinstance(value, str) and len(value) > 40_000:
            raise ValueError("too deep or too long")
        for part in parts or ():
            judge(part, depth + 1)

    try:
        value = json.loads(data.decode(), object_pairs_hook=once, parse_int=number, parse_float=number,
                           parse_constant=number)
        judge(value)
        if not isinstance(value, dict):
            raise ValueError("no object")
        return value
    except (ValueError, RecursionError) as e:
        raise Failed(f"an answer that is no JSON of this line: {e}", "MESSAGE_MALFORMED") from None


TYPES = {
    "text": lambda v: isinstance(v, str),
    "int": lambda v: type(v) is int,
    "bool": lambda v: isinstance(v, bool),
    "number": lambda v: type(v) in (int, Decimal),
    "amount": lambda v: type(v) in (int, Decimal) and v >= 0 and v * 100 == int(v * 100),     # no voids here
    "flag": lambda v: v in ("0", "1"),
    "time": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", v),
    "instant": lambda v: isinstance(v, str) and re.fullmatch(r"\d{17}", v),
}
CUMULATED = "year:int cum_type_code:text cum:number"
ENVELOPE = ("infcode:int inf_refmsgid:text refmsg_time:instant respond_time:instant err_msg:text warn_msg:text "
            "cainfo:text signtype:text msgid:text err_code:text")
HEAD = {"headinfo": "jrnl_no:int jrnl_hash:text head_time:instant"}
SIGNED = {"signinoutb": "sign_time:time sign_no:text"}
REVERSAL = {"revsinfo": "held:bool"}
PERSON = {
    "baseinfo": "psn_no:text psn_cert_type:text certno:text psn_name:text brdy?:text",
    "insuinfo[]": "balc:amount insutype:text psn_type:text psn_insu_stas:text cvlserv_flag:flag insuplc_admdvs?:text",
    "idetinfo[]": "psn_idet_type:text",
    "cuminfo[]": CUMULATED,
    "mulaidinfo[]": "psn_no:text relation:text balc:amount",
    "expinfo": "year:int plc_reg_flag:flag opsp_dise_code?:text mdtrt_cert_type:text ecToken?:text"}
SETTLEMENT = {
    "setlinfo": "setl_id:text mdtrt_id:text psn_no:text medins_setl_id:text insutype:text med_type:text "
                "setl_time:time clr_optins:text clr_way:text clr_type:text "
                + " ".join(name + ":amount" for name in AMOUNTS.split()),
    "setldetail[]": "fund_pay_type:text fund_payamt:amount fund_pay_type_name:text setl_proc_info:text",
    "detlcutinfo[]": "feedetl_sn:text selfpay_prop:number fulamt_ownpay_amt:amount overlmt_amt:amount "
                     "preselfpay_amt:amount inscp_scp_amt:amount",
    "cum_after[]": CUMULATED}


def check_fields(node, fields):
    """Every field must be there and have its type; one that is marked ? may be absent or null."""
    for field in fields.split():
        name, kind = field.split(":")
        value = node.get(name.rstrip("?")) if isinstance(node, dict) else None
        if not (value is None and name.endswith("?")) and not TYPES[kind](value):
            raise Failed(f"an answer whose {name} is missing or no {kind}", "MESSAGE_MALFORMED")


def check_output(output, shape):
    for name, fields in shape.items():
        node = output.get(name.rstrip("[]")) if isinstance(output, dict) else None
        if name.endswith("[]") and not isinstance(node, list):
            raise Failed(f"an answer without {name}", "MESSAGE_MALFORMED")
        for row in node if isinstance(node, list) and name.endswith("[]") else [node]:
            check_fields(row, fields)


# ---- openssl: digests, signatures, certificates (section 9)

def openssl(*arguments, data=b""):
    done = subprocess.run(("openssl",) + arguments, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise Failed(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def sm3(data):
    return openssl("dgst", "-sm3", "-binary", data=data)


def raw_to_der(raw):
    """r‖s as the DER that openssl reads."""
    numbers = [int.from_bytes(half, "big") for half in (raw[:32], raw[32:])]
    if len(raw) != 64 or not all(0 < number < SM2_ORDER for number in numbers):
        raise Failed("a signature with a number out of its range", "SIGNATURE_BROKEN")
    parts = [number.to_bytes(number.bit_length() // 8 + 1, "big") for number in numbers]
    body = b"".join(bytes([2, len(part)]) + part for part in parts)
    return bytes([0x30, len(body)]) + body


def der_to_raw(der):
    first = 4 + der[3]                          # 30 length, 02 length r, 02 length s
    numbers = der[4:first], der[first + 2:]
    return b"".join(int.from_bytes(number, "big").to_bytes(32, "big") for number in numbers)


def sign(message, key):
    return der_to_raw(openssl("dgst", "-sm3", "-sign", key, "-sigopt", USER_ID, data=message))


def verify(message, raw, key, folder):
    signature = write_file(folder, "signature.der", raw_to_der(raw))
    try:
        openssl("dgst", "-sm3", "-verify", key, "-sigopt", USER_ID, "-signature", signature, data=message)
    except Failed:
        raise Failed("an answer whose signature does not verify", "SIGNATURE_BROKEN") from None


def describe(certificate):
    """(curve, signature algorithm), (key usage, extended key usage), common names of the subject."""
    text = openssl("x509", "-inform", "DER", "-noout", "-text", "-nameopt", "multiline,utf8,-esc_msb",
                   data=certificate).decode(errors="replace")

    def find(pattern):
        return "".join(re.findall(pattern, text, re.M)[:1]).strip()
    subject = text.partition("Subject:")[2].partition("Subject Public Key Info:")[0]
    return ((find(r"^ +ASN1 OID: (.*)$"), find(r"^ +Signature Algorithm: (.*)$")),
            (find(r"X509v3 Key Usage:.*\n(.*)$"), find(r"X509v3 Extended Key Usage:.*\n(.*)$")),
            re.findall(r"^ +commonName += (.*)$", subject, re.M))


def check_use(certificates, kind, use):
    """The first, the holder's, is for exactly this use; all are of one kind of key."""
    facts = [describe(der) for der in certificates]
    if facts[0][1] != use or len(facts[0][2]) != 1 or any(fact[0] != kind for fact in facts):
        raise Failed(f"the platform's certificate is not for this use: {facts[0]}", "SIGNER_UNTRUSTED")


def write_file(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(data)
    return path


def to_pem(certificates):
    return "".join(map(ssl.DER_cert_to_PEM_cert, certificates)).encode()


class Identity:
    """The terminal's keys and name, and the authorities it trusts. `folder` is private and temporary."""

    def __init__(self, source, passphrase_file, folder):
        self.source, self.passphrase, self.folder = source, "file:" + passphrase_file, folder
        self.line, _ = self.unlock("line.p12")
        self.key, self.chain = self.unlock("signing.p12")
        self.certificate_id = sm3(self.chain[0])
        self.name = "".join(describe(self.chain[0])[2])
        if not re.fullmatch("[0-9A-Z]{12}-[0-9A-Z]", self.name):
            raise Failed(f"the signing certificate names no terminal: {self.name}")
        self.code, self.letter = self.name.split("-")

    def anchors(self, purpose):
        return os.path.join(self.source, purpose + "-anchors.pem")

    def unlock(self, store):
        """A file that holds the key and all certificates, the holder's first; and the certificates."""
        arguments = "pkcs12", "-in", os.path.join(self.source, store), "-passin", self.passphrase
        text = openssl(*arguments, "-nodes", "-clcerts") + openssl(*arguments, "-nokeys", "-cacerts")
        found = re.findall("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", text.decode(), re.S)
        return write_file(self.folder, store + ".pem", text), [ssl.PEM_cert_to_DER_cert(one) for one in found]

    def trust_signer(self, chain):
        """Judges the chain of WELCOME; gives the file of its public key and the certificate's id."""
        arguments = ["-x509_strict", "-vfyopt", USER_ID, "-no-CApath", "-no-CAstore"]
        arguments += ["-CAfile", self.anchors("signing")]
        if chain[1:]:
            arguments += ["-untrusted", write_file(self.folder, "issuers.pem", to_pem(chain[1:]))]
        try:
            openssl("verify", *arguments, write_file(self.folder, "signer.pem", to_pem(chain[:1])))
        except Failed as e:
            raise Failed(str(e).replace(":", " refuses WELCOME's signing chain:", 1), "SIGNER_UNTRUSTED") from None
        check_use(chain, SM2, PLATFORM_SIGNATURE)
        key = openssl("x509", "-inform", "DER", "-noout", "-pubkey", data=chain[0])
        return write_file(self.folder, "signer-key.pem", key), sm3(chain[0])


# ---- the connection (sections 1 to 3)

class Connection:
    def __init__(self, host, port, identity):
        self.identity, self.number, self.idle, self.over = identity, 0, [], False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)       # it demands a certificate and checks the host
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_3
        context.set_ecdh_curve("prime256v1")
        context.options |= ssl.OP_NO_TICKET
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        context.load_verify_locations(identity.anchors("line"))
        context.load_cert_chain(identity.line)
        with socket.create_connection((host, port), PATIENCE) as plain:
            self.socket = context.wrap_socket(plain, server_hostname=host)      # takes the socket over
        self.cipher = self.socket.cipher()[0]
        if self.cipher not in ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"):
            raise Failed(f"the platform chose {self.cipher}")
        check_use([self.socket.getpeercert(binary_form=True)], P256, PLATFORM_LINE)

    def close(self, code):
        """Sends CLOSE, unless the platform did or code is None, and closes; it has 5 s to leave."""
        try:
            if code is not None and not self.over:
                self.over = True
                self.send(CLOSE, 0, write_close(CLOSE_NAMES.index(code)), 5)
                self.socket.unwrap()
        except OSError:
            pass                                # the other side has gone: nothing is left to tell it
        finally:
            self.socket.close()

    def send(self, kind, number, payload=b"", patience=PATIENCE):
        self.socket.settimeout(patience)
        self.socket.sendall(write_frame(kind, number, payload))

    def receive(self, count, deadline):
        data = b""
        while len(data) < count:
            self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                piece = self.socket.recv(count - len(data))
            except socket.timeout:
                raise Failed("no answer in time: outcome unknown", "SILENCE") from None
            if not piece:
                raise Failed("the connection ended without CLOSE: outcome unknown", None)
            data += piece
        return data

    def await_frame(self, wanted, number):
        """The payload of the frame that is waited for; deals with all others."""
        deadline = time.monotonic() + PATIENCE
        while True:
            length = judge_length(int.from_bytes(self.receive(4, deadline), "big"))
            kind, came, payload = read_body(self.receive(length, deadline))
            if (kind, came) == (wanted, number):
                return payload
            if kind == CLOSE:
                code, text = read_close(payload)
                self.over = True
                raise Failed(f"the platform closed: {(CLOSE_NAMES[code:code + 1] or [code])[0]} {text}", None)
            if kind == PING:
                self.send(PONG, came)
            elif kind != PONG and (kind != ANSWER or came > self.number):
                raise Failed(f"a frame of kind {kind} that has no place here", "FRAME_UNEXPECTED")
            now = time.monotonic()              # an idle frame
            self.idle = [at for at in self.idle if now - at < 10] + [now]
            if len(self.idle) > 100:
                raise Failed("more than 100 idle frames within 10 s", "FLOOD")

    def welcome(self):
        self.send(HELLO, 0, write_terms(self.identity.chain[:4]))
        versions, _, window, self.limit, chain = read_terms(self.await_frame(WELCOME, 0))
        if versions != [VERSION]:
            raise Failed(f"WELCOME says version {versions}", "VERSION_UNSUPPORTED")
        if window > WINDOW:
            raise Failed(f"WELCOME's window {window} is larger than HELLO's", "FRAME_MALFORMED")
        self.signer_key, self.signer_id = self.identity.trust_signer(chain)
        return f"version {VERSION}, window {window}, frame limit {self.limit}, signer {self.signer_id.hex()}"

    def exchange(self, payload):
        """Sends a signed message; gives the payload of the answer and its JSON bytes, the signature checked."""
        if 12 + len(payload) > self.limit:
            raise Failed("the message is longer than the platform's frame limit")
        self.number += 1
        self.send(REQUEST, self.number, payload)
        answer = self.await_frame(ANSWER, self.number)
        message, certificate_id, signature = read_signed(answer)
        if certificate_id != self.signer_id:
            raise Failed("an answer that names another certificate than WELCOME", "SIGNATURE_BROKEN")
        verify(message, signature, self.signer_key, self.identity.folder)
        return answer, message


# ---- the terminal's messages (sections 4 to 6)

class Terminal:
    def __init__(self, connection, identity, args):
        self.line, self.identity, self.args = connection, identity, args
        self.counter, self.sign_no, self.insured_at = 0, "", ""

    @staticmethod
    def now(form="%Y-%m-%d %H:%M:%S"):
        return datetime.now(CHINA).strftime(form)

    def new_id(self):
        self.counter += 1
        return f"{self.identity.code}{self.now('%Y%m%d%H%M%S')}{self.identity.letter}{self.counter:03d}"

    def make(self, infno, content, msgid=None, sign_no=""):
        """The id of a message and its signed payload, which may be sent any number of times."""
        msgid = msgid or self.new_id()
        message = write_json({
            "infno": infno, "msgid": msgid, "mdtrtarea_admvs": self.args.division, "insuplc_admdvs": self.insured_at,
            "recer_sys_code": "YBXT", "dev_no": "till-1", "dev_safe_info": "", "cainfo": "", "signtype": "SM2",
            "infver": "V1.0", "opter_type": "1", "opter": "C01", "opter_name": "client.py", "inf_time": self.now(),
            "fixmedins_code": self.identity.code, "fixmedins_name": self.args.name, "sign_no": sign_no,
            "input": content}).encode()
        return msgid, write_signed(message, self.identity.certificate_id, sign(message, self.identity.key))

    def ask(self, msgid, payload, shape=None, refusal=""):
        """The answer's payload and its envelope; with the output of this shape, or refused with this code."""
        payload, message = self.line.exchange(payload)
        answer = read_json(message)
        check_fields(answer, ENVELOPE)
        if answer["msgid"] != msgid:
            raise Failed("an answer that echoes another msgid", "ANSWER_MISMATCH")
        if answer["infcode"] != (-1 if answer["err_code"] else 0):
            raise Failed("an answer that neither took effect nor refuses", "MESSAGE_MALFORMED")
        if answer["err_code"] != refusal:
            got = f"{answer['err_code'] or 'success'} {answer['err_msg']}"
            raise Failed(f"{refusal or 'success'} was awaited, the answer is {got}")
        if not refusal:
            check_output(answer.get("output"), shape)
        return payload, answer

    def output(self, shape, *message, **more):
        return self.ask(*self.make(*message, **more), shape)[1]["output"]

    def prove_head(self, output):
        head = output["headinfo"]
        if any(head[name] != EMPTY_JOURNAL[name] for name in ("jrnl_no", "jrnl_hash")):
            raise Failed("an answer that echoes another journal head", "ANSWER_MISMATCH")
        return head["head_time"]

    def sign_in(self):
        output = self.output({**SIGNED, **HEAD}, "9001", {
            "signIn": {"opter_no": "C01", "mac": "", "ip": ""}, "headinfo": EMPTY_JOURNAL})
        self.sign_no = output["signinoutb"]["sign_no"]
        return f"{self.sign_no}, empty journal countersigned {self.prove_head(output)}"

    def sign_out(self):
        self.prove_head(self.output(HEAD, "9912", {"headinfo": EMPTY_JOURNAL}, sign_no=self.sign_no))
        content = {"signOut": {"sign_no": self.sign_no, "opter_no": "C01"}}
        return self.output(SIGNED, "9002", content, sign_no=self.sign_no)["signinoutb"]["sign_time"]

    def find_person(self):
        self.person = self.output(PERSON, "1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": self.args.certno, "card_sn": "", "begntime": self.now(),
            "psn_cert_type": "01", "certno": self.args.certno, "psn_name": "", "ecQrCode": ""}}, sign_no=self.sign_no)
        paying = [row for row in self.person["insuinfo"] if row["psn_insu_stas"] == "1"]
        if not paying:
            raise Failed("the person has no insurance that pays")
        self.insured, self.psn_no = paying[0], self.person["baseinfo"]["psn_no"]
        self.insured_at = self.insured.get("insuplc_admdvs") or ""
        return f"insured {self.insured['insutype']}, division {self.insured_at}, account {self.insured['balc']:f}"

    def place(self):
        """Two digits of a division say the province, four the city."""
        here, there = self.args.division, self.insured_at or self.args.division
        return "LOCAL" if here[:4] == there[:4] else "PROVINCE" if here[:2] == there[:2] else "OUTSIDE"

    def make_sale(self):
        """A sale of one item. This terminal knows no policies: by its own split all is paid in cash."""
        msgid, now, price = self.new_id(), self.now(), self.args.price
        expected, balance = self.person["expinfo"], self.insured["balc"]
        split = dict.fromkeys(AMOUNTS.split(), Decimal("0.00"))
        split.update(medfee_sumamt=price, inscp_scp_amt=price, psn_part_amt=price, psn_cash_pay=price, balc=balance)
        return self.make("2102", {
            "druginfo": {
                "psn_no": self.psn_no, "mdtrt_cert_type": "02", "mdtrt_cert_no": self.args.certno, "begntime": now,
                "medfee_sumamt": price, "invono": msgid, "insutype": self.insured["insutype"], "dise_codg": "",
                "dise_name": "", "acct_used_flag": "1", "med_type": "41", "mdtrt_id": "V" + msgid},
            "drugdetail": [{
                "feedetl_sn": "1", "rx_circ_flag": "0", "fee_ocur_time": now, "med_list_codg": self.args.item,
                "det_item_fee_sumamt": price, "cnt": 1, "pric": price, "list_type": "101", "chrgitm_lv": "01",
                "procured_flag": "0", "equipment_flag": "0", "wellness_flag": "0"}],
            "setlinfo": split,
            "trminfo": {
                "offline_flag": "0", "made_time": now, "place": self.place(),
                "plc_reg_flag": expected["plc_reg_flag"], "balc": balance, "mulaidinfo": [],
                "year": expected["year"], "cuminfo": self.person["cuminfo"], "policies": []}}, msgid)

    def check_settlement(self, msgid, output):
        """The answer must belong to the sale and add up, to the fen."""
        setlinfo = output["setlinfo"]
        sold = {"medins_setl_id": msgid, "mdtrt_id": "V" + msgid, "psn_no": self.psn_no, "med_type": "41",
                "insutype": self.insured["insutype"], "medfee_sumamt": self.args.price}
        wrong = [name for name, value in sold.items() if setlinfo[name] != value]
        wrong += [total for total, *parts in IDENTITIES if setlinfo[total] != sum(setlinfo[part] for part in parts)]
        if setlinfo["inscp_scp_amt"] != sum(row["inscp_scp_amt"] for row in output["detlcutinfo"]):
            wrong.append("detlcutinfo")
        if len({row["year"] for row in output["cum_after"]}) > 1:
            wrong.append("cum_after")
        if wrong:
            raise Failed("the settlement's answer does not fit or add up: " + ", ".join(wrong), "MESSAGE_MALFORMED")
        return "{setl_id}, funds {fund_pay_sumamt:f}, account {acct_pay:f}, cash {psn_cash_pay:f}".format(**setlinfo)

    def run(self):
        say("signed in:", self.sign_in())
        say("person found:", self.find_person())
        msgid, sale = self.make_sale()
        first, answer = self.ask(msgid, sale, SETTLEMENT)
        say("settled:", self.check_settlement(msgid, answer["output"]))
        if self.ask(msgid, sale, SETTLEMENT)[0] != first:
            raise Failed("the same bytes got another answer")
        say("repeated: the same answer,", len(first), "bytes")
        msgid, unsent = self.make_sale()
        reversal = {"data": {"psn_no": self.psn_no, "omsgid": msgid, "oinfno": "2102"}}
        if self.output(REVERSAL, "2601", reversal)["revsinfo"]["held"]:
            raise Failed("the platform held a sale that was never sent")
        say("reversed: not held")
        say("sent late: refused, MSGID_BARRED", self.ask(msgid, unsent, refusal="MSGID_BARRED")[1]["err_msg"])
        signed_out = self.sign_out()
        self.line.close("NORMAL")
        say("signed out", signed_out)


def say(*words):
    print(*(" ".join(str(word).split()) for word in words), flush=True)


def yuan(text):
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", text, re.A):
        raise argparse.ArgumentTypeError("yuan with at most two decimals")
    return Decimal(text).quantize(Decimal("0.01"))


def main():
    parser = argparse.ArgumentParser(description="a terminal of the line, version 1")
    for name in ("identity", "passphrase-file", "name", "division", "certno", "item"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--price", type=yuan, default=Decimal("25.80"))
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)   # as Ctrl+C: the private folder goes too
    os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(prefix="terminal-") as folder:
            identity = Identity(args.identity, args.passphrase_file, folder)
            time.sleep(1 - time.time() % 1)     # ids name a second: this one was no earlier run's
            connection = Connection(args.host, args.port, identity)
            try:
                say("connected:", connection.socket.version(), connection.cipher)
                say("welcomed:", connection.welcome())
                Terminal(connection, identity, args).run()
            except Failed as e:
                connection.close(e.code)
                raise
            finally:
                connection.close(None)
        return 0
    except (Failed, OSError, KeyboardInterrupt) as e:
        print("failed:", " ".join(str(e).split()) or type(e).__name__, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
