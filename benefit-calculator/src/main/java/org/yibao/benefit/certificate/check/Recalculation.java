package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.Band;
import org.yibao.benefit.certificate.check.Basis.Bands;
import org.yibao.benefit.certificate.check.Basis.Cap;
import org.yibao.benefit.certificate.check.Basis.Member;
import org.yibao.benefit.certificate.check.Basis.Parameter;
import org.yibao.benefit.certificate.check.Basis.Points;
import org.yibao.benefit.certificate.check.Basis.Ratio;
import org.yibao.benefit.certificate.check.Basis.Value;
import org.yibao.benefit.certificate.check.Basis.Yuan;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Derives every figure from a basis, in the order of the certificate, and holds it against what stands there. */
final class Recalculation {
    private final Basis basis;
    private final Statement statement;
    private final Rules rules;
    private final LineFigures lines;
    private final StepFigures steps;

    Recalculation(Basis basis, Statement statement) {
        this.basis = basis;
        this.statement = statement;
        this.rules = new Rules(basis);
        this.lines = new LineFigures(basis, rules);
        this.steps = new StepFigures(basis, rules, lines, statement);
    }

    void agree() throws IOException, Malformed {
        statement.object().field("year").amount(basis.day().getYear());
        statement.field("day_of_year").amount(basis.day().getDayOfYear());
        classes();
        rules.agree(statement);
        parameters();
        lines.agree(statement);
        steps.agree();
        rules.agreeOnUse(statement);
        new TotalFigures(basis, lines, steps, statement).agree();
        statement.field("cum").object();
        for (Map.Entry<String, Long> each : steps.cum().entrySet()) {
            statement.field(each.getKey()).amount(each.getValue());
        }
        statement.endObject().endObject();
    }

    Verdict.Agreed agreed(String digest) {
        return new Verdict.Agreed(
                basis.scheme().id(),
                basis.day(),
                basis.lines().size(),
                steps.applied(),
                statement.figures(),
                lines.gross(),
                steps.paid(),
                digest);
    }

    /** Decides each class by its first member that holds. */
    private void classes() throws IOException, Malformed {
        statement.field("classes").object();
        for (Map.Entry<String, List<Member>> each : basis.classes().entrySet()) {
            String decided = null;
            for (Member member : each.getValue()) {
                if (decided == null && member.when().holds(basis.facts())) {
                    decided = member.name();
                }
            }
            basis.facts().put(each.getKey(), decided == null ? List.of() : List.of(decided));
            statement.field(each.getKey()).text(decided);
        }
        statement.endObject();
    }

    private void parameters() throws IOException, Malformed {
        statement.field("parameters").array();
        for (Parameter parameter : basis.parameters().values()) {
            statement.array();
            restated(parameter.value());
            statement.amount(ChronoUnit.DAYS.between(parameter.from(), basis.day()));
            if (parameter.until() == null) {
                statement.text(null);
            } else {
                statement.amount(ChronoUnit.DAYS.between(basis.day(), parameter.until()));
            }
            String standing = basis.bundles().get(parameter.bundle());
            if (standing == null) {
                throw new Malformed(Fault.NAME, "/basis/parameters/" + parameter.row() + "/bundle");
            }
            statement.text(standing).endArray();
        }
        statement.endArray();
    }

    private void restated(Value value) throws IOException, Malformed {
        if (value instanceof Yuan yuan) {
            statement.amount(yuan.fen());
        } else if (value instanceof Cap cap) {
            restated(cap.fen());
        } else if (value instanceof Ratio ratio) {
            statement.exact(ratio.value());
        } else if (value instanceof Points points) {
            statement.exact(points.value());
        } else {
            statement.array();
            for (Band band : ((Bands) value).bands()) {
                statement.array();
                restated(band.to());
                statement.exact(band.ratio()).endArray();
            }
            statement.endArray();
        }
    }

    private void restated(@Nullable Long fen) throws IOException, Malformed {
        if (fen == null) {
            statement.text(null);
        } else {
            statement.amount(fen);
        }
    }
}
