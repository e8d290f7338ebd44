package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;

/**
 * One policy file, read and valid in itself.
 *
 * @param region the division it speaks for, such as 370100
 * @param effective the first day any of it is in force
 * @param extended id of the bundle whose structure its parameters are for; null when it brings its own
 * @param structure null when it only brings values
 * @param personRules stand beside the structure; null when the bundle has none
 * @param expectations what its publisher says it changes
 * @param scenarios by name, in order; what two bundles' scenarios of one name say is equal when they say the same
 */
public record PolicyBundle(
        Origin origin,
        PolicyReference reference,
        String title,
        String region,
        String publisher,
        LocalDate effective,
        LocalDate knownSince,
        @Nullable String extended,
        @Nullable Structure structure,
        @Nullable PersonRules personRules,
        List<Parameter> parameters,
        List<Expectation> expectations,
        Map<String, Object> scenarios) {

    public PolicyBundle {
        parameters = List.copyOf(parameters);
        expectations = List.copyOf(expectations);
        scenarios = Collections.unmodifiableMap(new LinkedHashMap<>(scenarios));
    }

    public String id() {
        return reference.id();
    }
}
