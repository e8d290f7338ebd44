/**
 * How long a split takes, beside a plain one, what reading the tables costs, how fast the line's TLS and cryptography are,
 * beside OpenSSL, and how long a settlement is under way. Built with the profile {@code benchmarks} only, called by JMH or
 * as a whole process, never shipped; {@code docs/benchmarks.md} says the commands.
 */
@NullMarked
package org.yibao.benchmarks;

import org.jspecify.annotations.NullMarked;
