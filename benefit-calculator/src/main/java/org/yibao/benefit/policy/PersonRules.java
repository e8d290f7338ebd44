package org.yibao.benefit.policy;

/** What a bundle says of a person apart from any visit. */
public record PersonRules(Crediting crediting, Entitlement entitlement) {
    public static final PersonRules EMPTY = new PersonRules(Crediting.EMPTY, Entitlement.EMPTY);
}
