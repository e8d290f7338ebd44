package org.yibao.benefit.policy;

/** A parameter that something in the structure reads, and the unit it must have. */
public record ParameterUse(String name, Unit unit) {}
