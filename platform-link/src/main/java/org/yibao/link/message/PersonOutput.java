package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * Answer to 1101. A person with several insurances has one row in {@code insuinfo} for the one that pays here.
 *
 * @param cuminfo this year's accumulators, rows as in 5206; not in the national 1101
 * @param mulaidinfo family accounts the person may use, in the order in which they pay; not in the national 1101
 * @param expinfo what else a settlement needs; not in the national 1101
 */
public record PersonOutput(
        BaseNode baseinfo,
        List<InsuranceNode> insuinfo,
        List<IdentityNode> idetinfo,
        List<CumNode> cuminfo,
        List<FamilyNode> mulaidinfo,
        ExtensionNode expinfo)
        implements AnswerOutput {

    /** @param brdy yyyy-MM-dd; absent when not known */
    public record BaseNode(
            String psnNo,
            String psnCertType,
            String certno,
            String psnName,
            @Nullable String brdy) {
        @Override
        public String toString() {
            return "BaseNode[]";
        }
    }

    /** @param psnInsuStas 1: insured and not paused */
    public record InsuranceNode(
            Amount balc,
            String insutype,
            String psnType,
            String psnInsuStas,
            Flag cvlservFlag,
            @Nullable String insuplcAdmdvs) {}

    public record IdentityNode(String psnIdetType) {}

    /**
     * @param year of the accumulators in {@code cuminfo}
     * @param plcRegFlag whether a stay outside the insured place is registered (备案)
     * @param opspDiseCode filed chronic disease; absent without one
     * @param mdtrtCertType how a settlement names the proof
     * @param ecToken decoded e-voucher token for {@code mdtrt_cert_no}; absent unless a QR code was asked about
     */
    public record ExtensionNode(
            int year,
            Flag plcRegFlag,
            @Nullable String opspDiseCode,
            String mdtrtCertType,
            @JsonProperty("ecToken") @Nullable String ecToken) {
        @Override
        public String toString() {
            return "ExtensionNode[" + year + "]";
        }
    }
}
