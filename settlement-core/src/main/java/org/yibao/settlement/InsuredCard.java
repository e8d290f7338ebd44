package org.yibao.settlement;

/** What a person laid down or showed: the credential as it was read, not yet the person. */
public sealed interface InsuredCard {

    /**
     * Whether the terminal itself can tell that the credential is the person's, with the line down. A QR code
     * proves nothing until the platform decoded it.
     */
    boolean provesOffline();

    /** A second-generation resident identity card. */
    record IdentityCard(String number, String name) implements InsuredCard {
        @Override
        public boolean provesOffline() {
            return true;
        }

        @Override
        public String toString() {
            return "IdentityCard[" + Masked.number(number) + ", " + Masked.name(name) + "]";
        }
    }

    /** The text of an e-voucher's QR code: 28 digits, used once and valid for about a minute. */
    record ElectronicVoucher(String code) implements InsuredCard {
        @Override
        public boolean provesOffline() {
            return false;
        }

        @Override
        public String toString() {
            return "ElectronicVoucher[" + "*".repeat(code.length()) + "]";
        }
    }
}
