package org.yibao.benefit.certificate.check;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.Bands;
import org.yibao.benefit.certificate.check.Basis.Cap;
import org.yibao.benefit.certificate.check.Basis.LayerRule;
import org.yibao.benefit.certificate.check.Basis.LeftOut;
import org.yibao.benefit.certificate.check.Basis.OutOfArea;
import org.yibao.benefit.certificate.check.Basis.Parameter;
import org.yibao.benefit.certificate.check.Basis.Points;
import org.yibao.benefit.certificate.check.Basis.Ratio;
import org.yibao.benefit.certificate.check.Basis.Value;
import org.yibao.benefit.certificate.check.Basis.Yuan;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Whether the rules that a certificate names hold for its visit, and the values they use. */
final class Rules {
    private final Basis basis;
    private final Set<String> used = new LinkedHashSet<>();

    Rules(Basis basis) {
        this.basis = basis;
    }

    /** Holds every condition of the visit against its facts, once its classes are decided. */
    void agree(Statement statement) {
        agree(statement, "/basis/scheme/when", true, basis.scheme().when());
        for (int row = 0; row < basis.layers().size(); row++) {
            LayerRule layer = basis.layers().get(row);
            agree(statement, "/basis/layers/" + row + "/when", !(layer instanceof LeftOut), layer.when());
        }
        basis.parameters().values().forEach(parameter -> agree(statement, parameter));
        agree(
                statement,
                "/basis/accounts/own",
                basis.accounts().own() != null,
                basis.accounts().ownWhen());
    }

    private void agree(Statement statement, String path, boolean stated, Condition condition) {
        statement.agree(path, String.valueOf(stated), String.valueOf(condition.holds(basis.facts())));
    }

    private void agree(Statement statement, Parameter parameter) {
        String path = "/basis/parameters/" + parameter.row();
        agree(statement, path + "/when", true, parameter.when());
        if (basis.day().isBefore(parameter.from())) {
            statement.agree(path + "/from", parameter.from().toString(), "<=" + basis.day());
        }
        LocalDate until = parameter.until();
        if (until != null && basis.day().isAfter(until)) {
            statement.agree(path + "/until", until.toString(), ">=" + basis.day());
        }
    }

    /** Each parameter has been used, and they stand in the order of their first use. */
    void agreeOnUse(Statement statement) {
        List<String> stated = List.copyOf(basis.parameters().keySet());
        statement.agree("/basis/parameters", String.join(",", stated), String.join(",", used));
    }

    /** The parameter of first self-pay out of area when it is due; else null. */
    @Nullable
    String outOfArea() {
        OutOfArea rule = basis.scheme().outOfArea();
        return rule != null && rule.when().holds(basis.facts()) ? rule.selfpay() : null;
    }

    long yuan(String name) throws Malformed {
        return value(name, Yuan.class).fen();
    }

    BigDecimal ratio(String name) throws Malformed {
        return value(name, Ratio.class).value();
    }

    BigDecimal points(String name) throws Malformed {
        return value(name, Points.class).value();
    }

    Bands bands(String name) throws Malformed {
        return value(name, Bands.class);
    }

    Cap cap(String name) throws Malformed {
        return value(name, Cap.class);
    }

    private <T extends Value> T value(String name, Class<T> unit) throws Malformed {
        Parameter parameter = basis.parameters().get(name);
        if (parameter == null || !unit.isInstance(parameter.value())) {
            throw new Malformed(Fault.NAME, "/basis/parameters/" + name);
        }
        used.add(name);
        return unit.cast(parameter.value());
    }
}
