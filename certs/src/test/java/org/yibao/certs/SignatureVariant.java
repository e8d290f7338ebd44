package org.yibao.certs;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** A good DER signature, and what hostile or careless senders make of it. */
enum SignatureVariant {
    GOOD(Expected.VALID) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, s);
        }
    },
    R_ZERO(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(BigInteger.ZERO, s);
        }
    },
    S_ZERO(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, BigInteger.ZERO);
        }
    },
    R_ORDER(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(Curve.SM2.order(), s);
        }
    },
    S_ORDER(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, Curve.SM2.order());
        }
    },
    R_ABOVE_ORDER(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r.add(Curve.SM2.order()), s);
        }
    },
    S_ABOVE_ORDER(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, s.add(Curve.SM2.order()));
        }
    },
    R_NEGATIVE(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r.negate(), s);
        }
    },
    S_NEGATIVE(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, s.negate());
        }
    },
    S_NEGATED(Expected.WRONG) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(r, Curve.SM2.order().subtract(s));
        }
    },
    SWAPPED(Expected.WRONG) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            return SignatureEncoding.DER.encode(s, r);
        }
    },
    LENGTH_IN_LONG_FORM(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            byte[] good = SignatureEncoding.DER.encode(r, s);
            String content = HexFormat.of().formatHex(good, 1, good.length);
            return HexFormat.of().parseHex("3081" + content);
        }
    },
    SUPERFLUOUS_ZERO(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            HexFormat hex = HexFormat.of();
            String numbers = number("00" + hex.formatHex(r.toByteArray())) + number(hex.formatHex(s.toByteArray()));
            return hex.parseHex("30" + hex.toHexDigits((byte) (numbers.length() / 2)) + numbers);
        }
    },
    TRAILING_BYTE(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            byte[] good = SignatureEncoding.DER.encode(r, s);
            return Arrays.copyOf(good, good.length + 1);
        }
    },
    CUT(Expected.MALFORMED) {
        @Override
        byte[] of(BigInteger r, BigInteger s) {
            byte[] good = SignatureEncoding.DER.encode(r, s);
            return Arrays.copyOf(good, good.length - 1);
        }
    };

    /** What a verifier that knows the key, the message and the user id must say. */
    enum Expected {
        VALID,
        MALFORMED,
        WRONG
    }

    private final Expected expected;

    SignatureVariant(Expected expected) {
        this.expected = expected;
    }

    abstract byte[] of(BigInteger r, BigInteger s);

    Expected expected() {
        return expected;
    }

    byte[] of(byte[] good) {
        BigInteger[] numbers = SignatureEncoding.DER.split(good);
        return of(numbers[0], numbers[1]);
    }

    private static String number(String content) {
        return "02" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
    }
}
