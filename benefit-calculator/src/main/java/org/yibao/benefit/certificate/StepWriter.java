package org.yibao.benefit.certificate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Value;
import org.yibao.benefit.split.LayerStep;
import org.yibao.benefit.split.LayerStep.CapTaken;
import org.yibao.benefit.split.LayerStep.DeductibleTaken;
import org.yibao.benefit.split.LayerStep.Flat;

/** Writes what each layer did, exact fractions included, and the accumulators before and after it. */
final class StepWriter {
    private final CompactJson json;
    private final Map<String, Long> cum;
    private LayerStep.@Nullable Share lastShare;

    StepWriter(CompactJson json, YearToDate before) {
        this.json = json;
        this.cum = new TreeMap<>(before.values());
    }

    void write(LayerStep step) {
        json.object().name("layer").value(step.layer().label().id());
        Map<String, Long> added = new LinkedHashMap<>();
        if (step instanceof LayerStep.Share share) {
            share(share, added);
        } else if (step instanceof LayerStep.BeyondCap beyond) {
            beyondCap(beyond, added);
        } else if (step instanceof LayerStep.Increment increment) {
            increment(increment, added);
        } else {
            added.put(((LayerStep.Count) step).layer().accumulator(), 1L);
        }
        cum(added);
        json.endObject();
    }

    private void share(LayerStep.Share step, Map<String, Long> added) {
        json.name("expense").value(step.expense());
        deductible(step.deductible());
        json.name("base").value(step.base());
        if (step.proportion() instanceof Flat flat) {
            json.name("ratio").value(flat.rate().value());
        }
        json.name("exact").fen(step.exact());
        String accumulator = step.deductible().accumulator();
        if (accumulator != null) {
            added.put(accumulator, step.deductible().borne().fen());
        }
        payment(step.wanted(), step.caps(), step.paid(), added);
        lastShare = step;
    }

    private void deductible(DeductibleTaken deductible) {
        Found amount = deductible.amount();
        json.name("deductible");
        if (amount == null) {
            json.value((String) null);
            return;
        }
        json.array();
        Amount whole = amount.amount();
        if (deductible.accumulator() == null) {
            Found factor = deductible.factor();
            json.fen(factor == null ? whole.yuan() : factor.rate().of(whole));
        } else {
            json.value(whole.minus(deductible.before()));
        }
        json.value(deductible.due()).value(deductible.borne()).endArray();
    }

    private void beyondCap(LayerStep.BeyondCap step, Map<String, Long> added) {
        json.name("consumed").value(consumed());
        json.name("above").value(step.above()).name("ratio").value(step.rate().value());
        json.name("exact").fen(step.exact());
        payment(step.wanted(), step.caps(), step.paid(), added);
    }

    /** The expense in fen that the share's payment used up, as a fraction; null when no cap cut it. */
    private @Nullable String consumed() {
        if (lastShare == null
                || lastShare.wanted().equals(lastShare.paid())
                || !(lastShare.proportion() instanceof Flat flat)) {
            return null;
        }
        BigInteger parts = BigInteger.TEN.pow(Math.max(0, flat.rate().value().scale()));
        BigInteger paid = BigInteger.valueOf(lastShare.paid().fen()).multiply(parts);
        BigInteger ratio = flat.rate().value().multiply(new BigDecimal(parts)).toBigIntegerExact();
        BigInteger divisor = paid.gcd(ratio);
        return paid.divide(divisor) + "/" + ratio.divide(divisor);
    }

    private void increment(LayerStep.Increment step, Map<String, Long> added) {
        json.name("unpaid").value(step.unpaid()).name("first_selfpay").value(step.firstSelfpay());
        json.name("burden").value(step.burden());
        json.name("before").value(step.before()).name("after").value(step.after());
        json.name("exact_before").fen(step.exactBefore());
        json.name("exact_after").fen(step.exactAfter());
        added.put(step.layer().accumulator(), step.burden().fen());
        payment(step.wanted(), step.caps(), step.paid(), added);
    }

    /** For each cap what it left to be paid this year and what of the payment it let through. */
    private void payment(Amount wanted, List<CapTaken> caps, Amount paid, Map<String, Long> added) {
        json.name("wanted").value(wanted).array("caps");
        for (CapTaken cap : caps) {
            json.array();
            if (cap.limit().value() instanceof Value.UpTo limit) {
                json.value(limit.amount().minus(cap.used()));
            } else {
                json.value((String) null);
            }
            json.value(cap.allowed()).endArray();
            added.merge(cap.accumulator(), paid.fen(), Math::addExact);
        }
        json.endArray().name("paid").value(paid);
    }

    private void cum(Map<String, Long> added) {
        json.object("cum");
        added.forEach((code, more) -> {
            long before = cum.getOrDefault(code, 0L);
            long after = Math.addExact(before, more);
            cum.put(code, after);
            json.array(code).value(before).value(after).endArray();
        });
        json.endObject();
    }
}
