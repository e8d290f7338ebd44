/**
 * How long a split takes, beside a plain one, what reading the tables costs, and how fast the line's TLS is. Built with
 * the profile {@code benchmarks} only, called by JMH, never shipped; {@code docs/benchmarks.md} says the command.
 */
@NullMarked
package org.yibao.benchmarks;

import org.jspecify.annotations.NullMarked;
