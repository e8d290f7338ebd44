package org.yibao.settlement;

import java.time.LocalDateTime;

/** An operator's word that the person pays by the platform's split, where it differs from the one quoted. */
public record Confirmation(MessageId settlement, Operator operator, LocalDateTime madeAt) {}
