package org.yibao.store;

import java.util.HexFormat;
import org.yibao.certs.CertsException;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.StoreException;

/** Takes the records of a journal one after the other and believes only what follows. */
final class JournalChain {
    private final Signers signers;
    private JournalHead head;

    /** Whose signatures are believed. */
    interface Signers {
        /**
         * @throws CertsException when the named key did not sign the message
         * @throws StoreException when the key is not believed
         */
        void verify(String signerName, byte[] message, byte[] signature);
    }

    /** @param base what the first record has to follow */
    JournalChain(JournalHead base, Signers signers) {
        this.head = base;
        this.signers = signers;
    }

    /** The last record that was taken. */
    JournalHead head() {
        return head;
    }

    /** @throws BrokenJournalException naming the record that has to stand here, when this is another */
    void take(JournalRecord record, Bytes hash, byte[] signature) {
        long number = head.number() + 1;
        if (record.number() != number) {
            throw new BrokenJournalException(number, "record " + record.number() + " stands in its place");
        }
        if (!hex(record.previous()).equals(head.hash())) {
            throw new BrokenJournalException(number, "it does not follow the record before it");
        }
        if (record.form() != JournalRecord.FORM && record.form() != JournalRecord.WHOLE_FORM) {
            throw new BrokenJournalException(number, "it is of a form that this program does not know");
        }
        if (!record.hash().equals(hash)) {
            throw new BrokenJournalException(number, "it was changed: its hash is of another content");
        }
        verifySignature(record, signature);
        head = new JournalHead(number, hex(hash));
    }

    private void verifySignature(JournalRecord record, byte[] signature) {
        try {
            signers.verify(record.signer(), record.signedBytes(), signature);
        } catch (CertsException | StoreException notOurs) {
            throw new BrokenJournalException(record.number(), "this terminal did not sign it: " + notOurs.getMessage());
        }
    }

    static String hex(Bytes hash) {
        return HexFormat.of().formatHex(hash.toArray());
    }
}
